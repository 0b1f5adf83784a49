import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { release } from "../testing/a-world.ts";
import {
  agentId,
  makeHome,
  memoriesIn,
  metersIn,
  outboxIn,
  refusedReportsMax,
  shelfIn,
} from "./home.ts";

const url = "https://software.example/web/software.json";

test("a home is closed to others, unless another user's programs pass through it", () => {
  const directory = fresh();
  expect(mode(makeHome(join(directory, "own"), { shared: false }))).toBe(0o700);
  expect(mode(makeHome(join(directory, "shared"), { shared: true }))).toBe(0o711);
});

test("a home below a closed directory is refused before anything runs in it", () => {
  const directory = fresh();
  chmodSync(directory, 0o700);
  expect(() => makeHome(join(directory, "home"), { shared: true })).toThrow(
    `${directory} is closed to the user of --run-as`,
  );
});

test("a home that is a file is explained", () => {
  const file = join(fresh(), "file");
  writeFileSync(file, "");
  expect(() => makeHome(file, { shared: false })).toThrow("cannot be used as home");
});

test("an agent's name is chosen once", () => {
  const home = made();
  expect(agentId(home)).toMatch(/^agent-[0-9a-f]{16}$/);
  expect(agentId(home)).toBe(agentId(home));
});

test("a damaged file is named", () => {
  const home = made();
  writeFileSync(join(home, "measure.json"), "{");
  expect(() => metersIn(home).read()).toThrow(/measure\.json is damaged/);
});

test.each(["", "{", "[]", "{}"])("a damaged memory (%j) is told apart from none", (text) => {
  const home = made();
  const memories = memoriesIn(home);
  writeFileSync(join(home, "duties/slappart0.json"), text);
  expect(memories.all().size).toBe(0);
  expect(memories.damaged().get("slappart0")).toMatch(/is damaged: .* wiped as nobody's/);
});

test("memories come back, and go", () => {
  const memories = memoriesIn(made());
  const memory = { instance: "INST-1", driver: "process", usage: [], processed: "10" };
  memories.keep("slappart0", memory);
  expect(memories.all()).toEqual(new Map([["slappart0", memory]]));
  memories.forget("slappart0");
  expect(memories.all().size).toBe(0);
});

test("software is readable only when it is complete, and begins empty", () => {
  const home = made();
  const shelf = shelfIn(home);
  shelf.begin(url);
  expect(shelf.list()).toEqual([{ softwareRelease: url, completed: false }]);
  expect(shelf.read(url)).toBeUndefined();
  shelf.complete(url, release);
  expect(shelf.read(url)).toEqual(release);
  shelf.begin(url);
  expect(shelf.read(url)).toBeUndefined();
  shelf.remove(url);
  expect(shelf.list()).toEqual([]);
});

test("refused reports lie beside their reason, and only so many of them", () => {
  const home = made();
  const outbox = outboxIn(home);
  for (let count = 0; count <= refusedReportsMax; count++) {
    const reference = `report-${String(count).padStart(4, "0")}`;
    outbox.put(reference, "<journal/>");
    outbox.refuse(reference, { code: "malformed-tioxml" });
  }
  expect(outbox.list()).toEqual([]);
  const names = readdirSync(join(home, "outbox/refused"));
  expect(names).toHaveLength(2 * refusedReportsMax);
  expect(names).not.toContain("report-0000.xml");
});

function made(): string {
  return makeHome(join(fresh(), "home"), { shared: false });
}

function fresh(): string {
  const directory = mkdtempSync(join(tmpdir(), "partita-home-"));
  chmodSync(directory, 0o755);
  onTestFinished(() => rmSync(directory, { recursive: true }));
  return directory;
}

function mode(path: string): number {
  return statSync(path).mode & 0o777;
}
