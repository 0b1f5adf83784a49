/** Has a question to the inventory wait for the inventory too, which follows the log by itself. */
import type { Moment, RowReader, Rows } from "@partita/projections";
import type { QueryName } from "@partita/schemas";
import type { Ports } from "#api/ports.ts";

const ofInventory: ReadonlySet<QueryName> = new Set([
  "inventory",
  "inventory-list",
  "movement-history",
]);

/** The same ports; a position counts as reached when both have reached it. */
export function levelWith(ports: Ports, query: QueryName): Ports {
  if (!ofInventory.has(query)) return ports;
  const { rows, inventory } = ports;
  return {
    ...ports,
    rows: {
      ...rows,
      read: (question, moment) => question(looking(rows, moment)),
      reached: async (position, millisecondsMax) => {
        const both = [rows, inventory].map((one) => one.reached(position, millisecondsMax));
        return (await Promise.all(both)).every((isReached) => isReached);
      },
    },
  };
}

/**
 * Reads look by look, and holds no connection in between: the inventory may want one of the same
 * pool, and questions that hold one and wait for another would wait for each other for ever.
 */
function looking(rows: Rows, moment: Moment | undefined): RowReader {
  return {
    position: () => rows.read((reader) => reader.position(), moment),
    get: (table, key) => rows.read((reader) => reader.get(table, key), moment),
    find: (table, finding) => rows.read((reader) => reader.find(table, finding), moment),
    page: (table, page) => rows.read((reader) => reader.page(table, page), moment),
    changed: (table, since, page) =>
      rows.read((reader) => reader.changed(table, since, page), moment),
  };
}
