import type { PartitionDuty } from "@partita/schemas";
import { expect, test } from "vitest";
import { tendPartitions } from "./partition-loop.ts";
import { aDuty } from "./testing/a-duty.ts";
import { aWorld, away, refusal, release, type Script } from "./testing/a-world.ts";
import { troublesAt } from "./troubles.ts";

const parent = { ...release, types: { default: { requests: [child("database")] } } };
const ready = { instance: "INST-DB", phase: "started", connection: { url: "x" } };

function loop(script: Script = {}) {
  const bench = aWorld(script);
  const troubles = troublesAt(bench.world.now);
  bench.world.shelf.complete(aDuty().softwareRelease, release);
  const run = (duties: readonly PartitionDuty[], offline = false) =>
    tendPartitions(bench.world, troubles, duties, { offline });
  const kinds = () => bench.told.map(({ kind, state = "" }) => `${kind} ${state}`.trim());
  return { ...bench, run, kinds };
}

test("an instance is prepared, started, published, reported, and then left alone", async () => {
  const { run, done, kinds, memories } = loop();
  await run([aDuty()]);
  await run([aDuty({ reported: "started" })]);
  expect(done.slice(0, 2)).toEqual(["prepare slappart0", "started slappart0"]);
  expect(kinds()).toEqual(["publish-connection", "report-instance started"]);
  expect(memories.get("slappart0")?.processed).toBe("10");
});

test("without its software an instance waits, without a report", async () => {
  const { run, told, shelf } = loop();
  shelf.clear();
  await run([aDuty()]);
  expect(told).toEqual([]);
});

test("without its child's connection an instance waits; with it, its names are known", async () => {
  const instance = { ...ready, phase: "allocated" };
  const { run, kinds, told, done } = loop({ release: parent, answer: () => ({ instance }) });
  await run([aDuty()]);
  await run([aDuty()]);
  expect(kinds()).toEqual(["request-instance started", "request-instance started"]);
  expect(done.filter((line) => line.startsWith("instance waits"))).toHaveLength(1);
  Object.assign(instance, ready);
  await run([aDuty()]);
  const connection = { names: "instance request.database.url title" };
  expect(told.at(-2)).toMatchObject({ kind: "publish-connection", connection });
});

test("a partition whose memory is damaged is left alone, and told of once", async () => {
  const damaged = new Map([["slappart0", "slappart0.json is damaged"]]);
  const { run, done, told } = loop({ damaged });
  await run([aDuty()]);
  await run([]);
  expect(done).toEqual(["partition left alone slappart0 slappart0.json is damaged"]);
  expect(told).toEqual([]);
});

test("a partition that is slow to stop keeps nobody waiting, and is not told early", async () => {
  let ending = true;
  const { run, done, kinds } = loop({
    setState: (_, state) => {
      if (state === "started") return { status: "running" };
      return ending
        ? { status: "waiting", because: "service web is ending", failing: false }
        : { status: "stopped" };
    },
  });
  const duties = [
    aDuty({ state: "stopped" }),
    aDuty({ partition: "slappart1", instance: "INST-2" }),
  ];
  await run(duties);
  expect(done).toContain("started slappart1");
  expect(kinds()).not.toContain("report-instance stopped");
  ending = false;
  await run(duties);
  expect(kinds()).toContain("report-instance stopped");
});

test("one partition's failure is reported once and does not stop the others", async () => {
  const { run, kinds, state, memories } = loop({
    setState: (partition) =>
      partition === "slappart0"
        ? { status: "waiting", because: "web exited", failing: true }
        : { status: "running" },
  });
  const other = aDuty({ partition: "slappart1", instance: "INST-2" });
  await run([aDuty(), other]);
  state.now += 100_000;
  await run([aDuty({ reported: "failed" }), other]);
  expect(kinds().filter((kind) => kind === "report-instance failed")).toHaveLength(1);
  expect(memories.get("slappart1")?.processed).toBe("10");
});

test("a refused request for a child is the instance's failure", async () => {
  const { run, told } = loop({
    release: parent,
    answer: (kind) => {
      if (kind === "request-instance") throw refusal("request-cycle");
      return {};
    },
  });
  await run([aDuty()]);
  expect(told.at(-1)).toMatchObject({ state: "failed", message: "request-cycle" });
});

test("parameters that do not fit are the instance's failure", async () => {
  const { run, told } = loop();
  await run([aDuty({ parameters: { colour: "red" } })]);
  expect(told).toMatchObject([{ state: "failed", message: /colour is unknown/ }].map(loosely));
});

test("a stopped instance is stopped with its children, and keeps its data", async () => {
  const { run, done, kinds } = loop({ release: parent, answer: () => ({ instance: ready }) });
  await run([aDuty({ state: "stopped" })]);
  expect(done[0]).toBe("stopped slappart0");
  expect(kinds()).toEqual(["request-instance stopped", "report-instance stopped"]);
});

test("a destroyed instance is wiped and reported, once", async () => {
  const { run, done, kinds } = loop();
  await run([aDuty({ state: "destroyed" })]);
  await run([aDuty({ state: "destroyed" })]);
  expect(done.filter((line) => line === "absent slappart0")).toHaveLength(1);
  expect(kinds()).toEqual(["report-instance destroyed"]);
});

test("what a released partition held is wiped without a report", async () => {
  const { run, done, told, memories } = loop();
  await run([aDuty({ state: "destroyed" })]);
  await run([]);
  expect(done.at(-1)).toBe("partition cleared slappart0");
  expect([told.length, memories.size]).toEqual([1, 0]);
});

test.each([
  ["still ends", () => ({ status: "waiting", because: "it ends", failing: false }) as const],
  [
    "cannot be ended",
    () => {
      throw new Error("processes 7 do not end");
    },
  ],
])("nothing starts on what another instance left and that %s", async (_, absent) => {
  const left = { partition: "slappart0", services: [], content: true };
  const setState = (_partition: string, state: string) =>
    state === "absent" ? absent() : ({ status: "running" } as const);
  const { run, done, told } = loop({ observed: [left], setState });
  await run([aDuty()]);
  await run([aDuty()]);
  expect(done).not.toContain("prepare slappart0");
  expect(told).toEqual([]);
});

test("an absent Master ends the pass", async () => {
  const { run } = loop({
    answer: () => {
      throw away();
    },
  });
  await expect(run([aDuty()])).rejects.toThrow("no Master answers");
});

test("offline, only what ran before is started again", async () => {
  const down = { services: [{ name: "web", running: false }], content: true };
  const { run, done } = loop({ observed: [{ partition: "slappart0", ...down }] });
  const known = aDuty({
    reported: "started",
    connection: { names: "instance parameter.greeting title" },
  });
  await run([known]);
  done.length = 0;
  await run([known, aDuty({ partition: "slappart1", instance: "INST-2" })], true);
  expect(done).toEqual(["prepare slappart0", "started slappart0"]);
});

function child(title: string) {
  return { title, softwareRelease: "https://software.example/db/software.json" };
}

function loosely({ state, message }: { state: string; message: RegExp }) {
  return { state, message: expect.stringMatching(message) };
}
