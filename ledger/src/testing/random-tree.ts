/** Random lives of an instance tree, for property tests: whatever may be asked, in any order. */
import { type CommandOf, instantOf, type MovementOf } from "@partita/schemas";
import { ask } from "@partita/schemas/testing/ask.ts";
import fc from "fast-check";
import { decideOn, fold } from "#ledger/decider.ts";
import { instanceTree } from "#ledger/instance-tree/instance-tree.ts";
import { type Instance, type Tree, unplanted } from "#ledger/instance-tree/tree.ts";
import { owner, streamId } from "#ledger/testing/tree.ts";

type Asked = CommandOf<"instance-tree">;
type Choice = {
  readonly act: (typeof acts)[number];
  readonly title: (typeof titles)[number];
  readonly state: "started" | "stopped" | "destroyed";
  readonly greeting: string;
  readonly shared: boolean;
  /** Which of those there are; where there are fewer, it goes round. */
  readonly one: number;
  readonly other: number;
  readonly seconds: number;
};

const titles = ["my-guestbook", "web", "site", "mail", "cache"] as const;
const acts = [
  ...(["root", "child", "child", "child", "award", "award", "host", "host"] as const),
  ...(["report", "lapse", "defer", "publish", "bang"] as const),
  ...(["start", "stop", "destroy", "amend", "rename"] as const),
] as const;

/** Life would be short if each third wish ended it. */
const states = ["started", "started", "started", "started", "stopped", "destroyed"] as const;

const anyChoice: fc.Arbitrary<Choice> = fc.record({
  act: fc.constantFrom(...acts),
  title: fc.constantFrom(...titles),
  state: fc.constantFrom(...states),
  greeting: fc.constantFrom("Hello", "Bonjour"),
  shared: fc.boolean(),
  one: fc.nat({ max: 9 }),
  other: fc.nat({ max: 9 }),
  seconds: fc.nat({ max: 90 }),
});

/** Long enough for a host to come, to serve and to go. */
export const anyChoices: fc.Arbitrary<readonly Choice[]> = fc.array(anyChoice, {
  minLength: 30,
  maxLength: 60,
});

export type Step = {
  readonly after: Tree;
  readonly command: Asked;
  readonly written: readonly MovementOf<"instance-tree">[];
};

/** Asks one thing after another of a tree, and looks at what follows each time. */
export function liveTree(choices: readonly Choice[], look: (step: Step) => void): void {
  let tree = unplanted;
  let now = Date.parse("2026-01-01T00:00:00.000Z");
  for (const choice of choices) {
    now += choice.seconds * 1000;
    const command = commandIn(tree, choice, instantOf(now));
    const decision = decideOn(instanceTree, tree, command);
    const written = "movements" in decision ? decision.movements : [];
    tree = fold(instanceTree, tree, written);
    look({ after: tree, command, written });
  }
}

/** What is asked of a tree as it stands. */
function commandIn(tree: Tree, choice: Choice, at: string): Asked {
  const all = [...tree.instances.values()];
  const likely = all.filter(likelyFor[choice.act] ?? (() => true));
  const one = pick(likely, choice.one) ?? pick(all, choice.one);
  const other = pick(all.filter(isPlaced), choice.other) ?? one;
  const command = one && other ? about[choice.act](choice, one, other) : about.root(choice);
  return { ...command, streamId, at };
}

function pick(list: readonly Instance[], place: number): Instance | undefined {
  return list[place % Math.max(list.length, 1)];
}

const isPlaced = ({ award, wish }: Instance) => award !== undefined && !wish.shared;

/** Of whom it is asked as a rule, so that lives come far; of anybody when there is none. */
const likelyFor: { readonly [A in Choice["act"]]?: (one: Instance) => boolean } = {
  child: isPlaced,
  award: ({ award, wish }) => award === undefined && !wish.shared,
  host: ({ wish, award }) => wish.shared === true && award === undefined,
  lapse: isPlaced,
  report: isPlaced,
};

type About = (choice: Choice, one: Instance, other: Instance) => Asked;

const about: { readonly [A in Choice["act"]]: About } & { readonly root: (c: Choice) => Asked } = {
  root: ({ state, greeting }) =>
    ask("request-instance", { actor: owner, detail: { state, parameters: { greeting } } }),
  child: ({ title, state, greeting, shared }, { instance }) =>
    ask("request-instance", {
      actor: `instance:${instance}`,
      detail: { title, state, shared, requester: instance, parameters: { greeting } },
    }),
  award: (_, { instance }) => ask("award-instance", { detail: { instance } }),
  host: (_, { instance }, { instance: host }) =>
    ask("host-instance", { detail: { instance, host, hostTree: streamId } }),
  report: ({ state }, { instance }) => by("report-instance", { instance, state }),
  lapse: (_, { instance, award }) =>
    ask("lapse-award", { detail: { instance, award: award?.award ?? "none" } }),
  defer: (_, { instance }) => ask("defer-allocation", { detail: { instance } }),
  publish: ({ greeting }, { instance }) =>
    by("publish-connection", { instance, connection: { url: greeting } }),
  bang: ({ greeting }, { instance }) => by("bang-instance", { instance, message: greeting }),
  start: (_, { instance }) => ofOwner("start-instance", { instance }),
  stop: (_, { instance }) => ofOwner("stop-instance", { instance }),
  destroy: (_, { instance }) => ofOwner("destroy-instance", { instance }),
  amend: ({ greeting, state }, { instance }) =>
    ofOwner("amend-instance", { instance, state, parameters: { greeting } }),
  rename: ({ title }, { instance }) => ofOwner("rename-instance", { instance, title }),
};

/** The computer of all awards speaks for whatever stands on it. */
function by<K extends Asked["kind"]>(kind: K, detail: Parts<K>): Asked {
  return made(kind, "computer:COMP-1", detail);
}

function ofOwner<K extends Asked["kind"]>(kind: K, detail: Parts<K>): Asked {
  return made(kind, owner, detail);
}

type Parts<K extends Asked["kind"]> = Partial<Extract<Asked, { readonly kind: K }>["detail"]>;

function made<K extends Asked["kind"]>(kind: K, actor: Asked["actor"], detail: Parts<K>): Asked {
  // Parts of a detail of this kind; a parameter of a kind forgets that it is one of them.
  return ask(kind, { actor, detail } as Parameters<typeof ask<K>>[1]) as unknown as Asked;
}
