import { expect, test } from "vitest";
import { settingsFrom } from "./settings.ts";

test("a port that was chosen must be free; the habitual one gives way", () => {
  expect(settingsFrom({}).apiPort).toEqual({ number: 8020, chosen: false });
  expect(settingsFrom({ PARTITA_PORT: "9000" }).apiPort).toEqual({ number: 9000, chosen: true });
});

test.each(["0", "70000", "http", "-1", "80.5"])(
  "%s is no port, and the message says so",
  (text) => {
    expect(() => settingsFrom({ PARTITA_PORT: text })).toThrow(/PARTITA_PORT is .*from 1 to 65535/);
  },
);
