/** Invoices as they were issued, with their lines. */
import type { Static } from "typebox";
import { Type } from "typebox";
import { Instant } from "../instant.ts";
import { InvoiceLine } from "../invoice-line.ts";
import { Position } from "../position.ts";
import { NodeId, Reference } from "../reference.ts";
import { CurrencyId } from "../resource.ts";
import { defineQuery } from "./define.ts";

export const Invoice = Type.Object({
  invoice: Type.String(),
  number: Type.Integer(),
  seller: NodeId,
  buyer: NodeId,
  currency: CurrencyId,
  startsAt: Type.Optional(Instant),
  stopsAt: Instant,
  issuedAt: Instant,
  lines: Type.Array(InvoiceLine),
  total: Type.String(),
});
export type Invoice = Static<typeof Invoice>;

export const issuedInvoices = defineQuery({
  name: "issued-invoices",
  says: "Which invoices were issued that I may see?",
  path: "/v1/invoices",
  parameters: Type.Object({ seller: Type.Optional(NodeId), buyer: Type.Optional(NodeId) }),
  answer: Type.Object({ invoices: Type.Array(Invoice), position: Position }),
});

export const issuedInvoice = defineQuery({
  name: "issued-invoice",
  says: "What does this invoice say?",
  path: "/v1/invoices/:invoice",
  parameters: Type.Object({ invoice: Reference }),
  answer: Type.Object({ invoice: Invoice, position: Position }),
});
