import { a } from "@partita/schemas/testing/a.ts";
import { expect, test } from "vitest";
import { fold } from "#ledger/decider.ts";
import { amended, heldBack } from "#ledger/instance-tree/amended.ts";
import { instanceTree } from "#ledger/instance-tree/instance-tree.ts";
import { type Instance, unplanted } from "#ledger/instance-tree/tree.ts";
import { child, hosted, owner, root, served, streamId } from "#ledger/testing/tree.ts";

const command = { streamId, at: "2026-01-01T12:00:00.000Z" } as const;
const grown = (...past: Parameters<typeof fold<"instance-tree", typeof unplanted>>[2]) => ({
  ...fold(instanceTree, unplanted, past),
  ...({ owner } as const),
});
const tree = grown(...hosted(), ...child("web"), ...served("site"), ...child("mail", "INST-web"));
function named(instance: string): Instance {
  const found = tree.instances.get(instance);
  if (found === undefined) throw new Error(`no ${instance}`);
  return found;
}
const to = (state: "stopped" | "destroyed", instance = root) => {
  const found = named(instance);
  return amended(tree, found, { command, wish: { ...found.wish, state } });
};
const told = (state: "stopped" | "destroyed", instance?: string) =>
  to(state, instance).map(({ kind, detail }) => [kind, "instance" in detail && detail.instance]);

test("the same wish is no change", () =>
  expect(amended(tree, named(root), { command, wish: named(root).wish })).toEqual([]));

test("what an instance requested stops with it, and what that requested", () =>
  expect(told("stopped", "INST-web")).toEqual([
    ["instance-amended", "INST-web"],
    ["instance-amended", "INST-mail"],
  ]));

test("a shared instance is gone at once, what has a partition waits for its agent", () => {
  expect(told("destroyed")).toEqual([
    ["instance-amended", root],
    ["instance-amended", "INST-web"],
    ["instance-amended", "INST-mail"],
    ["instance-amended", "INST-site"],
    ["instance-destroyed", "INST-site"],
  ]);
  expect(to("destroyed").at(-1)).toMatchObject({
    quantity: "0",
    detail: { computer: "COMP-1", host: root },
  });
  expect(to("destroyed").at(-1)?.detail).not.toHaveProperty("award");
});

test("who serves a shared instance is named, so that it hears of the change", () =>
  expect(to("stopped", "INST-site")).toMatchObject([{ quantity: "0", detail: { host: root } }]));

test("while the root or its requester is stopped, a child is held back, but no root", () => {
  const stopped = (instance: string, requester?: string) =>
    a("instance-amended", {
      detail: { instance, state: "stopped", ...(requester !== undefined && { requester }) },
    });
  const wish = { ...named("INST-mail").wish, state: "started" } as const;
  const past = [...hosted(), ...child("web"), ...child("mail", "INST-web")];
  expect(heldBack(tree, wish).state).toBe("started");
  expect(heldBack(grown(...past, stopped(root)), wish).state).toBe("stopped");
  expect(heldBack(grown(...past, stopped("INST-web", root)), wish).state).toBe("stopped");
  const ofRoot = { ...named(root).wish, state: "started" } as const;
  expect(heldBack(grown(...past, stopped(root)), ofRoot).state).toBe("started");
});
