import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { refuseFullDisk } from "./refuse-full-disk.ts";

test("a disk without room says how much is free and how much is needed", () => {
  // Linux's own file system of processes has no room for anything, on every machine.
  const words = /has only 0 MiB free, and a house needs 768; make room, or set PARTITA_HOME/;
  expect(() => refuseFullDisk("/proc")).toThrow(words);
});

test("a disk with room is no reason to refuse", () => {
  expect(() => refuseFullDisk(tmpdir())).not.toThrow();
});
