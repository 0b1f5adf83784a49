/** Where the software of computers is kept: one row per computer and software release. */
import type { SoftwareDuty } from "@partita/schemas";
import type { Table } from "#projections/rows/rows.ts";

export type SoftwareRow = SoftwareDuty & { readonly computer: string };

export const softwareDutiesTable: Table<SoftwareRow> = {
  name: "software_duties",
  version: 1,
  columns: { computer: ({ computer }) => computer },
};
