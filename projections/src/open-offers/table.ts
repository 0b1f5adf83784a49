/** Where offers are kept: one row per offer that is not withdrawn. */
import type { OpenOffer } from "@partita/schemas";
import type { Table } from "#projections/rows/rows.ts";

export const openOffersTable: Table<OpenOffer> = { name: "open_offers", version: 1, columns: {} };
