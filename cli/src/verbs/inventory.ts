/** `partita inventory`: what is there, owed or free to sell, at any moment. */
import {
  type Client,
  inventoryDimensions,
  type QueryParameters,
  ResourceId,
  Stock,
} from "@partita/schemas";
import { figureText, groupTable, historyTable } from "#cli/inventory-text.ts";
import { choice, instant, required } from "#cli/option-value.ts";
import { defineVerb } from "#cli/verb.ts";

/** Groups or lines that are shown: whoever has more reads a shorter period. */
const shownMax = 10_000;

export const inventory = defineVerb({
  name: "inventory",
  says: "Show what is there, owed or free to sell, at any moment.",
  details: [
    "One figure; several with --group-by, or when no resource is named; or with --history the " +
      "movements behind the figure, with the balance after each.",
    "Current is what has happened; available has arrived and is not reserved, so that one may " +
      "sell it; future is all that is not cancelled.",
    "Whoever is no auditor names an end that is its own: a --section, a --mirror-section, or a " +
      "--node such as the network of its computer.",
  ],
  operands: [],
  options: {
    resource: { value: "resource", says: "partition, cpu-second, EUR…" },
    stock: { value: "stock", says: "current (the default), available or future." },
    node: { value: "node", says: "Where it lies: network:COMP-1, project:…, account:receivable." },
    section: { value: "node", says: "Who owns it there." },
    "mirror-node": { value: "node", says: "The other end: where it came from or went to." },
    "mirror-section": { value: "node", says: "Who owns it at the other end." },
    item: { value: "item", says: "What is traced: computer:COMP-1, instance:…, invoice:…" },
    kind: { value: "kind", says: "Only movements of this kind: usage-reported…" },
    state: { value: "state", says: "Only movements in this state: confirmed, delivered…" },
    from: { value: "instant", says: "Only what counts from then on." },
    until: { value: "instant", says: "Only what counts before then." },
    "group-by": { value: "dimensions", says: `Some of ${inventoryDimensions.join(",")}.` },
    history: { says: "The movements themselves." },
  },
  identity: "organisation:hoster",
  moments: "any",
  examples: [
    "partita inventory --resource partition --node network:COMP-1 --stock available",
    "partita inventory --section organisation:hoster --group-by node",
    "partita inventory --resource EUR --section organisation:hoster --node account:receivable",
    "partita inventory --resource partition --node network:COMP-1 --history --at 2026-01-31",
  ],
  run: async ({ master, options, show, world }) => {
    const { resource } = options;
    const by = options["group-by"];
    if (options.history) {
      const named = resource ?? required("resource", "resource");
      const { answer, isCut } = await history(master, { ...filters(options), ...of(named) });
      show(answer, () => historyTable(answer));
      if (isCut) world.tell(cut("lines"));
    } else if (by !== undefined || resource === undefined) {
      const groupBy = by === undefined ? {} : { groupBy: by };
      const asked = { ...filters(options), ...(resource && of(resource)), ...groupBy };
      const { answer, isCut } = await groups(master, asked);
      show(answer, () => groupTable(answer.groups));
      if (isCut) world.tell(cut("groups"));
    } else {
      const answer = await master.ask("inventory", { ...filters(options), ...of(resource) });
      show(answer, () => figureText(answer));
    }
    return "done";
  },
});

type Filters = Omit<QueryParameters<"inventory">, "resource">;

function of(resource: string) {
  const names = ResourceId.enum;
  const known = names.find((name) => name.toLowerCase() === resource.toLowerCase());
  return { resource: known ?? choice("resource", resource, names) };
}

function filters(options: Readonly<Record<string, string | boolean | undefined>>): Filters {
  const text = (name: string) => {
    const value = options[name];
    return typeof value === "string" ? value : undefined;
  };
  const stock = text("stock");
  const named = {
    stock: stock === undefined ? undefined : choice("stock", stock, Stock.enum),
    node: text("node"),
    section: text("section"),
    mirrorNode: text("mirror-node"),
    mirrorSection: text("mirror-section"),
    item: text("item"),
    kind: text("kind"),
    state: text("state"),
    from: instant("from", text("from")),
    until: instant("until", text("until")),
  };
  const known = Object.entries(named).filter(([, value]) => value !== undefined);
  // What is no node, item, kind or state is refused by the Master, which says what would be.
  return Object.fromEntries(known) as Filters;
}

async function groups(master: Client, asked: QueryParameters<"inventory-list">) {
  const answer = await master.ask("inventory-list", asked);
  const all = [...answer.groups];
  let { next } = answer;
  while (next !== undefined && all.length < shownMax) {
    const page = await master.ask("inventory-list", { ...asked, after: next });
    all.push(...page.groups);
    next = page.next;
  }
  const { next: _, ...first } = answer;
  return { answer: { ...first, groups: all }, isCut: next !== undefined };
}

async function history(master: Client, asked: QueryParameters<"movement-history">) {
  const answer = await master.ask("movement-history", asked);
  const all = [...answer.lines];
  let { next } = answer;
  while (next !== undefined && all.length < shownMax) {
    const page = await master.ask("movement-history", { ...asked, after: next });
    all.push(...page.lines);
    next = page.next;
  }
  const { next: _, ...first } = answer;
  return { answer: { ...first, lines: all }, isCut: next !== undefined };
}

function cut(what: string): string {
  return `These are the first ${what} only, at least ${shownMax}: choose a shorter period.`;
}
