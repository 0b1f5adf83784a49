import { afterEach, expect, test } from "vitest";
import { atHome, caughtUp, readLog } from "./testing/at-home.ts";
import { expectInvariants } from "./testing/invariants.ts";
import { npmStart, processesIn, temporaryHome } from "./testing/npm-start.ts";

const homes: ReturnType<typeof temporaryHome>[] = [];
afterEach(() => {
  for (const home of homes.splice(0)) {
    for (const { pid } of processesIn(home.folder)) process.kill(pid, "SIGKILL");
    home.remove();
  }
});

function aHome(): string {
  const home = temporaryHome();
  homes.push(home);
  return home.folder;
}

/**
 * Killed as these begin: before anything ran, in the middle of the chain, with everything running.
 */
const moments = [
  "Each computer's agent claims it",
  "The guestbook requests a database",
  "Both agents report usage",
  "The period is closed",
];

test.each(moments)(
  "killed when '%s', the next start goes on and doubles nothing",
  async (moment) => {
    const home = aHome();
    const first = npmStart(home);
    await first.line(moment);
    first.process.kill("SIGKILL");
    await first.exit;
    const before = await readLog(home);

    const second = npmStart(home, ["--once"]);
    expect(await second.exit, second.lines.join("\n")).toBe(0);
    const summary = JSON.parse(second.lines.at(-1) ?? "");
    expect(summary).toMatchObject({ ok: true, invoice: { number: 1 } });
    expect(processesIn(home)).toEqual([]);

    const after = await readLog(home);
    expect(after.slice(0, before.length)).toEqual(before);
    const count = (kind: string) => after.filter(({ movement }) => movement.kind === kind).length;
    expect(count("partition-allocated")).toBe(2);
    expect(count("invoice-issued")).toBe(1);
    await atHome(home, async (found) => {
      await caughtUp(found);
      await expectInvariants(found);
    });
  },
);

test("a house that ended in good order goes on: same partitions, same invoice", async () => {
  const home = aHome();
  const run = async () => {
    const started = npmStart(home, ["--once"]);
    expect(await started.exit, started.lines.join("\n")).toBe(0);
    return JSON.parse(started.lines.at(-1) ?? "");
  };
  const [first, second] = [await run(), await run()];
  expect(second.invoice).toEqual(first.invoice);
  const kinds = (await readLog(home)).map(({ movement }) => movement.kind);
  expect(kinds.filter((kind) => kind === "partition-allocated")).toHaveLength(2);
  expect(kinds.filter((kind) => kind === "instance-requested")).toHaveLength(2);
});

test("services that outlived a killed house are found again and not started twice", async () => {
  const home = aHome();
  const first = npmStart(home);
  await first.line("Ctrl-C stops the house");
  const services = () =>
    processesIn(`${home}/computers`)
      .filter(({ words }) => !words.includes("node-agent"))
      .map(({ pid }) => pid);
  const running = services();
  first.process.kill("SIGKILL");
  await first.exit;

  const second = npmStart(home);
  await second.line("Ctrl-C stops the house");
  expect(running.length).toBeGreaterThanOrEqual(2);
  expect(services()).toEqual(running);
  second.process.kill("SIGINT");
  expect(await second.exit).toBe(0);
  expect(processesIn(home)).toEqual([]);
});

test("a second start on the same home says so and exits 1", async () => {
  const home = aHome();
  const first = npmStart(home);
  await first.line("The seller registers two computers");
  const second = npmStart(home);
  expect(await second.exit).toBe(1);
  expect(second.lines.join(" ")).toMatch(/a house runs on this home already/);
  first.process.kill("SIGTERM");
  await first.exit;
  expect(processesIn(home)).toEqual([]);
});
