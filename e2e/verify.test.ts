import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { type ServedLog, servedLog } from "./testing/served-log.ts";

/** Two full tiles and a partial one. */
const size = 600;

let house: ServedLog;
beforeEach(async () => {
  house = await servedLog();
  await house.grow(size - 10);
  await house.grow(10);
});
afterEach(() => house.close());

const folder = mkdtempSync(join(tmpdir(), "partita-verify-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("whoever has the signing key too is found out by what was seen before", async () => {
  const state = join(folder, "state.json");
  expect((await house.verify("--state", state)).exit).toBe(0);
  const seen = readFileSync(state, "utf8");
  await house.rewriteTree(
    "update ledger.movement set stream = 'computer-COMP-9' where position = 300",
    "truncate ledger.tree_checkpoint",
  );
  await house.merkle.seal();
  const verified = await house.verify("--state", state);
  expect(verified.exit).toBe(1);
  expect(verified.findings.map(({ damage }) => damage)).toContain("history-rewritten");
  // What was seen stays, until it is explained.
  expect(readFileSync(state, "utf8")).toBe(seen);
});

test("a log that went back is found out by what was seen before", async () => {
  const state = join(folder, "back.json");
  await house.verify("--state", state);
  await house.rewriteTree(
    "delete from ledger.movement where position > 595",
    "truncate ledger.tree_checkpoint",
  );
  await house.merkle.seal();
  const { findings } = await house.verify("--state", state);
  expect(findings).toMatchObject([
    {
      damage: "history-rewritten",
      says: "the Master signed 600 movements before, and has 595 now",
    },
  ]);
});

test("a Master with another key is not the one that was seen before", async () => {
  const state = join(folder, "other.json");
  await house.verify("--state", state);
  const other = await servedLog("other.example/log");
  await other.grow(1);
  const verified = await other.verify("--state", state);
  const impostor = await servedLog("another key", "served.example/log");
  await impostor.grow(1);
  const { findings } = await impostor.verify("--state", state);
  await Promise.all([other.close(), impostor.close()]);
  expect(verified).toMatchObject({ exit: 1, findings: [{ damage: "checkpoint-broken" }] });
  expect(findings).toMatchObject([{ damage: "checkpoint-broken" }]);
});

test("a log that grew honestly continues what was seen before", async () => {
  const state = join(folder, "grown.json");
  await house.verify("--state", state);
  await house.grow(25);
  const verified = await house.verify("--state", state);
  expect(verified).toMatchObject({ exit: 0, size: 625 });
  expect(verified.checked.join("\n")).toContain("continues the checkpoint over 600");
});

test("whoever may not read the movements still verifies the tree and its promises", async () => {
  const { exit, printed } = await house.say(["verify", "--json"], "ada");
  const verified = JSON.parse(printed);
  expect([exit, verified.isWhole]).toEqual([0, true]);
  expect(verified.checked.join("\n")).toContain("Not checked: the movements themselves");
  await house.rewriteTree(
    "update ledger.movement set stream = 'computer-COMP-9' where position = 300",
  );
  expect((await house.say(["verify"], "ada")).exit).toBe(1);
});

test("an exported log is verified without the Master, and any change to it is found", async () => {
  const file = join(folder, "log.jsonl");
  expect((await house.verify("--export", file)).exit).toBe(0);
  const check = async (text: string) => {
    const changed = join(folder, "changed.jsonl");
    writeFileSync(changed, text);
    const said = await house.say(["verify", changed, "--json", "--key", house.key]);
    return { ...JSON.parse(said.printed || "{}"), exit: said.exit };
  };
  const lines = readFileSync(file, "utf8").split("\n");
  const { exit, isWhole } = await check(lines.join("\n"));
  expect([exit, isWhole, lines.length]).toEqual([0, true, size + 2]);
  const second = lines[2] ?? "";
  for (const changed of [
    lines.with(2, second.replace("delivered", "cancelled")),
    lines.toSpliced(2, 1),
    lines.toSpliced(2, 0, second),
    lines.with(2, lines[3] ?? "").with(3, second),
    lines.with(2, ` ${second}`),
    lines.slice(0, -2),
  ])
    expect((await check(changed.join("\n"))).exit).toBe(1);
  expect((await check(lines.with(2, ` ${second}`).join("\n"))).findings[0]).toMatchObject({
    damage: "respelled",
    index: 1,
  });
});

test("a proof is saved, and verified without the Master", async () => {
  const file = join(folder, "evidence.json");
  const said = await house.say(["proof", await house.idAt(300), "--since", "590", "--save", file]);
  expect([said.exit, said.told]).toEqual([0, ""]);
  const verified = await house.say(["verify", file, "--key", house.key]);
  expect([verified.exit, verified.printed]).toEqual([
    0,
    expect.stringContaining("stands at index 299 of 600"),
  ]);
  const evidence = readFileSync(file, "utf8");
  writeFileSync(file, evidence.replace('"index": 299', '"index": 298'));
  expect((await house.say(["verify", file])).exit).toBe(1);
});

test("any two checkpoints are proven to continue one another", async () => {
  const said = await house.say(["proof", "--from", "590", "--to", "600"]);
  expect([said.exit, said.printed.trim()]).toEqual([
    0,
    "The checkpoint over 590 movements is the beginning of the one over 600.",
  ]);
  const none = await house.say(["proof", "--from", "591"]);
  expect([none.exit, none.told.trim()]).toEqual([
    2,
    "The Master signed no checkpoint over exactly 591 movements.",
  ]);
});

test("a log without movements is whole, and so is one of a single movement", async () => {
  const fresh = await servedLog("fresh.example/log");
  await fresh.merkle.seal();
  expect(await fresh.verify()).toMatchObject({ exit: 0, size: 0, findings: [] });
  await fresh.grow(1);
  expect(await fresh.verify()).toMatchObject({ exit: 0, size: 1, findings: [] });
  await fresh.close();
});
