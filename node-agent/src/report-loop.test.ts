import { parseTioxml } from "@partita/schemas";
import { expect, test } from "vitest";
import { sendReports, tendMeters, waitingReportsMax } from "./report-loop.ts";
import { aWorld, away, refusal, type Script } from "./testing/a-world.ts";

const sample = {
  partition: "slappart0",
  processes: [{ key: "10:1", cpuTicks: 150 }],
  residentBytes: 2 ** 30,
  diskBytes: 2 ** 20,
};

function loop(script: Script = {}) {
  const bench = aWorld({ samples: [sample], ...script });
  bench.memories.set("slappart0", { instance: "INST-1", driver: "process", usage: ["cpu-second"] });
  return bench;
}

/** A period of ten seconds, measured and cut. */
async function measured(script: Script = {}) {
  const bench = loop(script);
  await tendMeters(bench.world, { cut: false });
  bench.state.now += 10_000;
  await tendMeters(bench.world, { cut: true });
  return bench;
}

test("what was measured waits in the outbox until the Master has answered", async () => {
  const { world, outbox, told } = await measured();
  const [[reference, text] = ["", ""]] = outbox;
  expect(parseTioxml(text)).toMatchObject({
    report: {
      reference,
      startsAt: "2026-01-01T00:00:00.000Z",
      stopsAt: "2026-01-01T00:00:10.000Z",
      lines: [{ resource: "cpu-second", reference: "INST-1", quantity: "1.50" }],
    },
  });
  await sendReports(world);
  expect([outbox.size, told.length]).toEqual([0, 1]);
});

test("killed between closing the period and the outbox: the same document, once", async () => {
  const { world, outbox, state } = await measured();
  const before = new Map(outbox);
  const [[, text] = ["", ""]] = before;
  const { report } = parseTioxml(text) as { report: { reference: string } };
  const lines = [{ resource: "cpu-second", reference: "INST-1", quantity: "1.50" }] as const;
  const pending = { ...report, startsAt: at(0), stopsAt: at(10), lines };
  if (state.book === undefined) throw new Error("nothing was measured");
  state.book = { ...state.book, pending };
  outbox.clear();
  await tendMeters(world, { cut: false });
  expect(outbox).toEqual(before);
  expect(state.book).not.toHaveProperty("pending");
});

test("killed between sending and deleting: sent again under the same reference", async () => {
  const { world, outbox, told } = await measured();
  const copy = new Map(outbox);
  await sendReports(world);
  for (const [reference, text] of copy) outbox.set(reference, text);
  await sendReports(world);
  expect(told[0]?.tioxml).toBe(told[1]?.tioxml);
});

test("what was cut is not measured again", async () => {
  const { world, outbox, state } = await measured();
  state.now += 10_000;
  await tendMeters(world, { cut: true });
  expect(outbox.size).toBe(1);
});

test.each([
  ["away", away(), "waiting"],
  ["busy", refusal("overloaded", { status: 503, retryable: true }), "waiting"],
  ["not knowing this agent", refusal("unauthenticated", { status: 401 }), "waiting"],
  ["given to another agent", refusal("agent-not-in-charge"), "waiting"],
  ["failing", refusal("fault", { status: 500 }), "waiting"],
  ["refusing it for good", refusal("report-content-changed"), "refused"],
])("a Master %s leaves the report %s", async (_, cause, where) => {
  const { world, outbox, refused } = await measured({
    answer: () => {
      throw cause;
    },
  });
  await sendReports(world).catch((thrown) => expect(thrown).toBe(cause));
  expect([outbox.size, refused.size]).toEqual(where === "waiting" ? [1, 0] : [0, 1]);
});

test("refused lines are told", async () => {
  const verdicts = [{ line: 9, resource: "cpu-second", reference: "INST-1", verdict: "not-held" }];
  const { world, done } = await measured({ answer: () => ({ verdicts }) });
  await sendReports(world);
  expect(done.at(-1)).toMatch(/^usage line refused .* 9 cpu-second not-held$/);
});

test("a book that was lost does not count again what processes consumed before", async () => {
  const { world, outbox, state } = loop();
  state.book = undefined;
  await tendMeters(world, { cut: false });
  state.now += 10_000;
  await tendMeters(world, { cut: true });
  expect([...outbox.values()].join("")).not.toContain("cpu-second");
});

test("with too many reports waiting the period goes on, and nothing is lost", async () => {
  const { world, outbox, state } = loop();
  for (let count = 0; count < waitingReportsMax; count++) outbox.set(`old-${count}`, "");
  await tendMeters(world, { cut: false });
  state.now += 10_000;
  await tendMeters(world, { cut: true });
  expect(outbox.size).toBe(waitingReportsMax);
  outbox.clear();
  await tendMeters(world, { cut: true });
  expect([...outbox.values()].join("")).toContain("<quantity>1.50</quantity>");
});

function at(seconds: number): string {
  return new Date(Date.parse("2026-01-01T00:00:00.000Z") + seconds * 1000).toISOString();
}
