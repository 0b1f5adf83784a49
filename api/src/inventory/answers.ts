/** What the inventory answers: one figure, sums by dimensions, and the lines behind a figure. */
import type { Dimension, Filters, Group, GroupKey, HistoryLine } from "@partita/projections";
import {
  historyLinesMax,
  type InventoryGroup,
  type InventoryLine,
  inventoryDimensions,
  inventoryGroupsMax,
  type QueryParameters,
  type ResourceId,
  resources,
} from "@partita/schemas";
import type { Asked } from "#api/answers.ts";
import { cursorText, pinned, readGroupCursor, readHistoryCursor } from "#api/inventory/cursor.ts";
import { denyForeign } from "#api/inventory/own-inventory.ts";

export async function inventoryFigure(asked: Asked<"inventory">) {
  const { parameters, seeing, moment, inventory } = asked;
  const { stock = "current", resource, ...others } = parameters;
  const denial = await denyForeign("inventory", seeing, { ends: others, rows: asked.rows });
  if (denial !== undefined) return denial;
  const filters = { resource, ...filtersIn(others) };
  const { answer, position } = await inventory.balance({ filters, stock, moment });
  const { unit } = resources[resource];
  return { resource, unit, stock, quantity: answer, position: `${position}` };
}

export async function inventoryGroups(asked: Asked<"inventory-list">) {
  const { parameters, seeing, moment, inventory } = asked;
  const { stock = "current", groupBy = "", limit, after, ...filters } = parameters;
  const denial = await denyForeign("inventory-list", seeing, { ends: filters, rows: asked.rows });
  if (denial !== undefined) return denial;
  const question = { ...filters, stock, groupBy, at: moment.at };
  const by = dimensionsIn(groupBy);
  const cursor = after === undefined ? undefined : readGroupCursor(question, after, by.length);
  if (cursor !== undefined && "problem" in cursor) return cursor;
  const known = pinned(asked, cursor);
  if ("problem" in known) return known;
  const most = Math.min(Number(limit ?? inventoryGroupsMax), inventoryGroupsMax);
  const { answer, position } = await inventory.list({
    ...{ filters: filtersIn(filters), stock, by, limit: most },
    moment: known,
    ...(cursor !== undefined && { after: cursor.after }),
  });
  const last = answer.length === most ? answer.at(-1) : undefined;
  const place = { knownAt: position, asked: asked.knownAt ?? cursor?.asked };
  const next = last && cursorText(question, { after: last.key, ...place });
  return {
    stock,
    groups: answer.map(groupBySaid(by)),
    ...(next !== undefined && { next }),
    position: `${position}`,
  };
}

export async function inventoryHistory(asked: Asked<"movement-history">) {
  const { parameters, seeing, moment, inventory } = asked;
  const { stock = "current", resource, limit, after, ...others } = parameters;
  const denial = await denyForeign("movement-history", seeing, { ends: others, rows: asked.rows });
  if (denial !== undefined) return denial;
  const question = { ...others, resource, stock, at: moment.at };
  const cursor = after === undefined ? undefined : readHistoryCursor(question, after);
  if (cursor !== undefined && "problem" in cursor) return cursor;
  const known = pinned(asked, cursor);
  if ("problem" in known) return known;
  const most = Math.min(Number(limit ?? historyLinesMax), historyLinesMax);
  const { answer, position } = await inventory.history({
    ...{ filters: { resource, ...filtersIn(others) }, stock, limit: most },
    moment: known,
    ...(cursor !== undefined && { after: cursor.after }),
  });
  const last = answer.length === most ? answer.at(-1) : undefined;
  const place = { knownAt: position, asked: asked.knownAt ?? cursor?.asked };
  const next = last && cursorText(question, { after: placeOf(last), ...place });
  return {
    ...{ resource, unit: resources[resource].unit, stock, lines: answer.map(lineOf) },
    ...(next !== undefined && { next }),
    position: `${position}`,
  };
}

type Given = Omit<QueryParameters<"inventory">, "resource" | "stock"> & {
  readonly resource?: ResourceId;
};

/** Only what is known as a filter, whatever else stands in the query string. */
function filtersIn(given: Given): Filters {
  const { resource, node, section, mirrorNode, mirrorSection } = given;
  const { item, kind, state, from, until } = given;
  const named = {
    resource,
    node,
    section,
    mirrorNode,
    mirrorSection,
    item,
    kind,
    state,
    from,
    until,
  };
  const known = Object.entries(named).filter(([, value]) => value !== undefined);
  // Taking out what is absent leaves each name with its own kind of value.
  return Object.fromEntries(known) as Filters;
}

/** The resource comes first: quantities of two resources cannot be added. */
function dimensionsIn(groupBy: string): readonly Dimension[] {
  const words = new Set(groupBy.split(","));
  const wanted = inventoryDimensions.filter((dimension) => words.has(dimension));
  return ["resource", ...wanted];
}

function groupBySaid(by: readonly Dimension[]) {
  return ({ key, quantity }: Group): InventoryGroup => {
    const named = Object.fromEntries(by.map((dimension, at) => [dimension, key[at]]));
    const resource = resourceIn(key);
    // The key has a word for each dimension, in their order.
    return { ...named, resource, unit: resources[resource].unit, quantity } as InventoryGroup;
  };
}

function resourceIn([resource]: GroupKey): ResourceId {
  // The first dimension is the resource, which was written by its name.
  return resource as ResourceId;
}

function lineOf({ position, index: _, resource: __, stream: ___, ...line }: HistoryLine) {
  return { ...line, position: `${position}`, items: [...line.items] } satisfies InventoryLine;
}

function placeOf({ effective, position, index, side, balance }: HistoryLine) {
  return { effective, position, index, side, balance };
}
