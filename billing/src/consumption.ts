/** What one line of an invoice is about: a resource that one instance consumed under one award. */
import type { Period, ResourceId } from "@partita/schemas";

export type Consumption = Period & {
  readonly instance: string;
  readonly award: string;
  readonly resource: ResourceId;
  /** In the resource's unit; of hosting only to its scale, the period says exactly. */
  readonly quantity: string;
  /** The usage movements that it sums up; none for hosting. */
  readonly movements: readonly string[];
};
