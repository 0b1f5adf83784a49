import { expect, test } from "vitest";
import { requestChildren } from "./request-children.ts";
import { aDuty } from "./testing/a-duty.ts";
import { aWorld } from "./testing/a-world.ts";

const type = {
  requests: [
    {
      title: "database",
      softwareRelease: "../postgres/software.json",
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the agent fills these
      parameters: { owner: "${parameter.name}" },
    },
  ],
};
const names = new Map([["parameter.name", "ada"]]);
const ready = { instance: "INST-2", phase: "started", connection: { url: "x" } };

test("a child is requested on behalf of its requester, in the requester's state", async () => {
  const { world, told } = aWorld({ answer: () => ({ instance: ready }) });
  const children = await requestChildren(world, aDuty({ state: "stopped" }), type, names);
  expect(told).toEqual([
    {
      kind: "request-instance",
      title: "database",
      requester: "INST-1",
      softwareRelease: "https://software.example/postgres/software.json",
      softwareType: "default",
      state: "stopped",
      parameters: { owner: "ada" },
      conditions: {},
    },
  ]);
  expect(children).toEqual({
    status: "ready",
    requested: {
      change: "10",
      children: [{ title: "database", instance: "INST-2", connection: { url: "x" } }],
    },
  });
});

test("a child that publishes nothing is ready when it has started", async () => {
  const { world } = aWorld({ answer: () => ({ instance: { ...ready, connection: {} } }) });
  const children = await requestChildren(world, aDuty(), type, names);
  expect(children).toMatchObject({
    status: "ready",
    requested: { children: [{ connection: {} }] },
  });
});

test.each([
  ["allocated", { ...ready, phase: "allocated" }, "database (allocated)"],
  ["not projected yet", undefined, "database (unknown)"],
])("a child that is %s is waited for", async (_, instance, waiting) => {
  const { world } = aWorld({ answer: () => ({ instance }) });
  const children = await requestChildren(world, aDuty(), type, names);
  expect(children).toEqual({ status: "waiting", for: [waiting] });
});
