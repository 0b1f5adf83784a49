import { expect, test } from "vitest";
import { asMembers, isAlive, membersOf, type Process, parseStat } from "./processes.ts";

const stat =
  "4242 (a (b) c) S 1 4242 4242 0 -1 4194304 90 20 0 0 100 20 3 4 20 0 1 0 99887 1000 200 184467";

function process(pid: number, parent: number, session: number, changes: Partial<Process> = {}) {
  return { pid, parent, session, startTicks: `${pid}00`, state: "S", cpuTicks: 1, ...changes };
}

const leader = { pid: 10, startTicks: "1000" };
const pids = (processes: readonly Process[]) => processes.map(({ pid }) => pid);

test("a stat line is read whatever the program is called", () => {
  expect(parseStat(stat)).toEqual({
    pid: 4242,
    parent: 1,
    session: 4242,
    startTicks: "99887",
    state: "S",
    cpuTicks: 127,
  });
});

test.each(["", "12 (cut of", "x (y) S 1"])("%j is no stat line", (text) => {
  expect(parseStat(text)).toBeUndefined();
});

test.each([
  [
    "session and its leader",
    [process(10, 1, 10), process(11, 10, 10), process(12, 1, 12)],
    [10, 11],
  ],
  ["child in a session of its own", [process(10, 1, 10), process(11, 10, 11)], [10, 11]],
  [
    "grandchild listed before its parent",
    [process(9, 11, 9), process(10, 1, 10), process(11, 10, 11)],
    [9, 10, 11],
  ],
  ["rest of a session whose leader left", [process(11, 1, 10)], [11]],
  [
    "stranger with the leader's old number",
    [process(10, 1, 10, { startTicks: "7" }), process(11, 10, 10)],
    [],
  ],
  ["nobody", [process(12, 1, 12)], []],
])("%s", (_, processes, expected) => {
  expect(pids(membersOf(processes, leader))).toEqual(expected);
});

test("a process seen before still belongs after its parents left", () => {
  const orphan = process(11, 1, 11);
  expect(pids(membersOf([orphan], leader, new Set(["11:1100"])))).toEqual([11]);
});

test("a member names its parent when that belongs too", () => {
  expect(asMembers([process(10, 1, 10), process(11, 10, 11)])).toEqual([
    { key: "10:1000", cpuTicks: 1 },
    { key: "11:1100", cpuTicks: 1, parentKey: "10:1000" },
  ]);
});

test("a zombie is not alive", () => {
  expect(isAlive(process(10, 1, 10, { state: "Z" }))).toBe(false);
  expect(isAlive(process(10, 1, 10))).toBe(true);
});
