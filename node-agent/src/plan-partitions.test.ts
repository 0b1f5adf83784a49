import { expect, test } from "vitest";
import { planPartitions, type Reality } from "./plan-partitions.ts";
import { aDuty } from "./testing/a-duty.ts";

const kept = { instance: "INST-1", processed: "10" };
const up = [{ name: "web", running: true }];
const down = [{ name: "web", running: false }];
const stopped = aDuty({ state: "stopped" });
const destroyed = aDuty({ state: "destroyed" });

test.each<[string, ReturnType<typeof aDuty> | undefined, Reality, string[]]>([
  ["new", aDuty(), {}, ["start"]],
  ["running", aDuty(), { kept, services: up, content: true }, []],
  ["running, without services", aDuty(), { kept, services: [], content: true }, []],
  ["changed since", aDuty({ changedAt: "11" }), { kept, services: up, content: true }, ["start"]],
  ["changed to an older stamp", aDuty({ changedAt: "9" }), { kept, services: up }, ["start"]],
  ["unfinished", aDuty(), { kept: { instance: "INST-1" }, services: up }, ["start"]],
  ["a service exited", aDuty(), { kept, services: [...up, ...down], content: true }, ["start"]],
  [
    "to be stopped",
    stopped,
    { kept: { instance: "INST-1", processed: "9" }, services: up },
    ["stop"],
  ],
  ["stopped", stopped, { kept, services: [], content: true }, []],
  ["stopped, yet something runs", stopped, { kept, services: up, content: true }, ["stop"]],
  ["never started, to be stopped", stopped, {}, ["stop"]],
  ["to be destroyed", destroyed, { kept: { instance: "INST-1" }, services: up }, ["destroy"]],
  ["to be destroyed, disk lost", destroyed, {}, ["destroy"]],
  ["destroyed, and the Master knows", aDuty({ state: "destroyed", reported: "destroyed" }), {}, []],
  [
    "another instance's leftovers",
    aDuty({ instance: "INST-2" }),
    { kept, services: up },
    ["clear", "start"],
  ],
  ["nobody's leftovers", aDuty(), { content: true }, ["clear", "start"]],
  ["released, something runs", undefined, { kept, services: up, content: true }, ["clear"]],
  ["released, files left", undefined, { content: true }, ["clear"]],
  ["released and empty", undefined, { services: [], content: false }, []],
])("%s", (_, duty, found, expected) => {
  const actions = planPartitions(duty === undefined ? [] : [duty], new Map([["slappart0", found]]));
  expect(actions.map((action) => action.do)).toEqual(expected);
});

test("partitions are freed first, stopped next, and started last", () => {
  const duties = [
    aDuty({ partition: "slappart0" }),
    aDuty({ partition: "slappart1", state: "stopped" }),
    aDuty({ partition: "slappart2", state: "destroyed" }),
  ];
  const actions = planPartitions(duties, new Map([["slappart3", { content: true }]]));
  expect(actions.map((action) => `${action.do} ${action.partition}`)).toEqual([
    "clear slappart3",
    "destroy slappart2",
    "stop slappart1",
    "start slappart0",
  ]);
});
