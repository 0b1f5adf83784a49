import assert from "node:assert/strict";
import type { CommandOf, Movement } from "@partita/schemas";
import { ask } from "@partita/schemas/testing/ask.ts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { memoryStore } from "#ledger/adapters/memory/store.ts";
import { decideOn } from "#ledger/decider.ts";
import { handle, ledgerOver } from "#ledger/handle.ts";
import { instanceTree } from "#ledger/instance-tree/instance-tree.ts";
import { findAlive, findRoot, wanted } from "#ledger/instance-tree/tree.ts";
import { anyChoices, liveTree } from "#ledger/testing/random-tree.ts";
import { atComputer, owner, streamId } from "#ledger/testing/tree.ts";

const store = () => {
  const kept = memoryStore();
  const send = (command: CommandOf<"instance-tree">) =>
    handle(ledgerOver(kept), instanceTree, command);
  const log = async () =>
    (await kept.read("instance-tree", streamId)).map(({ movement }) => movement);
  return { send, log };
};

test("an instance lives from its request to its destruction, and then anew", async () => {
  const { send, log } = store();
  const request = (state: "started" | "destroyed") =>
    ask("request-instance", { streamId, actor: owner, detail: { state } });
  await send(request("started"));
  const [first] = await log();
  assert.ok(first?.kind === "instance-requested", "nothing was requested");
  const { instance } = first.detail;
  const report = (state: "started" | "destroyed") =>
    ask("report-instance", { streamId, actor: atComputer, detail: { instance, state } });
  await send(ask("award-instance", { streamId, detail: { instance } }));
  await send(report("started"));
  await send(request("destroyed"));
  await send(report("destroyed"));
  await send(request("started"));
  expect((await log()).map(({ kind }) => kind)).toEqual([
    "instance-requested",
    "instance-awarded",
    "instance-started",
    "instance-amended",
    "instance-destroyed",
    "instance-requested",
  ]);
});

const titles = ["my-guestbook", "web", "database", "mail", "cache"] as const;
const wish = fc.record({
  title: fc.constantFrom(...titles),
  by: fc.nat({ max: 8 }),
  state: fc.constantFrom("started" as const, "stopped" as const, "destroyed" as const),
});
type Asked = Movement<"instance-requested"> | Movement<"instance-amended">;

/** The last wish of each instance that nobody asked to destroy, as the log tells it. */
function wishes(log: readonly Movement[]) {
  const asked = log.filter(
    (one): one is Asked => one.kind === "instance-requested" || one.kind === "instance-amended",
  );
  const last = new Map(asked.map(({ detail }) => [detail.instance, detail]));
  return new Map([...last].filter(([, { state }]) => state !== "destroyed"));
}

/** How many requesters stand above an instance; more than there are instances is a cycle. */
function depth(all: ReturnType<typeof wishes>, instance: string): number {
  let above = 0;
  for (let at = all.get(instance)?.requester; at !== undefined; at = all.get(at)?.requester) {
    expect(all.has(at), "an orphan").toBe(true);
    above += 1;
    expect(above, "a cycle").toBeLessThan(all.size);
  }
  return above;
}

test("whatever is requested: no cycle, no orphan, no title twice, none outruns its requester", () =>
  fc.assert(
    fc.asyncProperty(fc.array(wish, { maxLength: 25 }), async (asked) => {
      const { send, log } = store();
      for (const { title, by, state } of asked) {
        const known = [...wishes(await log()).keys()];
        const requester = known[by];
        const child = requester !== undefined && title !== titles[0];
        const detail = child ? { title, state, requester } : { state };
        const actor = child ? atComputer : owner;
        await send(ask("request-instance", { streamId, actor, detail }));
        for (const instance of wishes(await log()).keys())
          await send(ask("award-instance", { streamId, detail: { instance } }));
        const all = wishes(await log());
        for (const [instance, { requester = "", state }] of all) {
          expect(depth(all, instance)).toBeGreaterThanOrEqual(0);
          if (all.get(requester)?.state === "stopped") expect(state).toBe("stopped");
        }
        const born = (await log()).filter((one) => one.kind === "instance-requested");
        const living = born.filter(({ detail }) => all.has(detail.instance));
        expect(new Set(living.map(({ detail }) => detail.title)).size).toBe(living.length);
      }
    }),
  ));

test("whatever is asked: no title twice, none outlives or outruns its requester", () =>
  fc.assert(
    fc.property(anyChoices, (choices) =>
      liveTree(choices, ({ after }) => {
        const living = wanted(after);
        expect(new Set(living.map(({ title }) => title)).size).toBe(living.length);
        const root = findRoot(after);
        for (const { wish } of living) {
          const requester = living.find(({ instance }) => instance === wish.requester);
          expect(wish.requester === undefined, "an orphan").toBe(requester === undefined);
          const above = wish.requester === undefined ? [] : [root, requester];
          if (above.some((one) => one?.wish.state === "stopped"))
            expect(wish.state).toBe("stopped");
        }
      }),
    ),
    { numRuns: 300 },
  ));

test("whatever is asked: what is served is shared, by one that is there; and costs nothing", () => {
  let hosted = 0;
  fc.assert(
    fc.property(anyChoices, (choices) =>
      liveTree(choices, ({ after, written }) => {
        for (const { award, wish, instance, reported } of after.instances.values()) {
          if (award === undefined || reported === "destroyed") continue;
          expect(award.host !== undefined, instance).toBe(wish.shared === true);
          if (award.host === undefined) continue;
          hosted += 1;
          expect(findAlive(after, award.host.instance)?.award?.computer).toBe(award.computer);
        }
        for (const { detail, quantity, resource } of written) {
          const about = "instance" in detail && after.instances.get(detail.instance);
          if (about !== false && about?.wish.shared && resource === "software-hosting")
            expect(quantity).toBe("0");
        }
      }),
    ),
    { numRuns: 300 },
  );
  expect(hosted, "shared instances were served").toBeGreaterThan(0);
});

test("whatever is asked, the same again writes nothing", () =>
  fc.assert(
    fc.property(anyChoices, (choices) =>
      liveTree(choices, ({ after, command }) => {
        const again = decideOn(instanceTree, after, { ...command, id: `${command.id}-again` });
        if ("movements" in again) expect(again.movements).toEqual([]);
      }),
    ),
    { numRuns: 300 },
  ));
