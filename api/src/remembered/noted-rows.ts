/** Rows that note what they were read at, so that an answer made of them can be remembered. */
import type { RowReader, Rows } from "@partita/projections";

export type NotedRows = {
  readonly rows: Rows;
  /** The lowest position that anything was read at; undefined: nothing was read. */
  readonly lowest: () => bigint | undefined;
};

export function notedRows(rows: Rows): NotedRows {
  let lowest: bigint | undefined;
  const note = async (reader: RowReader) => {
    const position = await reader.position();
    if (lowest === undefined || position < lowest) lowest = position;
  };
  const noted = (reader: RowReader): RowReader => ({
    position: reader.position,
    get: async (table, key) => {
      await note(reader);
      return reader.get(table, key);
    },
    find: async (table, finding) => {
      await note(reader);
      return reader.find(table, finding);
    },
    page: async (table, page) => {
      await note(reader);
      return reader.page(table, page);
    },
    changed: async (table, since, page) => {
      await note(reader);
      return reader.changed(table, since, page);
    },
  });
  return {
    rows: {
      ...rows,
      read: (question, moment) => rows.read((reader) => question(noted(reader)), moment),
    },
    lowest: () => lowest,
  };
}
