/**
 * What can be counted: every resource with its unit and its scale, the most decimals it may carry.
 */
import { Type } from "typebox";

export const resources = {
  computer: { unit: "computer", scale: 0 },
  partition: { unit: "partition", scale: 0 },
  "software-release": { unit: "release", scale: 0 },
  "software-hosting": { unit: "hour", scale: 9 },
  "cpu-second": { unit: "second", scale: 6 },
  "memory-gib-hour": { unit: "GiB hour", scale: 12 },
  "disk-gib-hour": { unit: "GiB hour", scale: 12 },
  offer: { unit: "offer", scale: 0 },
  report: { unit: "report", scale: 0 },
  period: { unit: "period", scale: 0 },
  invoice: { unit: "invoice", scale: 0 },
  webhook: { unit: "webhook", scale: 0 },
  certificate: { unit: "certificate", scale: 0 },
  enrolment: { unit: "enrolment", scale: 0 },
  token: { unit: "token", scale: 0 },
  incident: { unit: "incident", scale: 0 },
  EUR: { unit: "EUR", scale: 2 },
  USD: { unit: "USD", scale: 2 },
  JPY: { unit: "JPY", scale: 0 },
} as const;

export type ResourceId = keyof typeof resources;

// Object.keys forgets that it lists the keys of this very table.
export const resourceIds = Object.keys(resources) as ResourceId[];

/** Resources that an agent measures and reports in TioXML. */
export const usageResourceIds = ["cpu-second", "memory-gib-hour", "disk-gib-hour"] as const;
export type UsageResourceId = (typeof usageResourceIds)[number];

/** Currencies in which offers are priced and books are kept. */
export const currencyIds = ["EUR", "USD", "JPY"] as const;
export type CurrencyId = (typeof currencyIds)[number];

export const ResourceId = Type.Enum(resourceIds);
export const UsageResourceId = Type.Enum([...usageResourceIds]);
export const CurrencyId = Type.Enum([...currencyIds]);

export function isUsageResource(name: string): name is UsageResourceId {
  // The list is of names, and whether this name is one of them is the question.
  return (usageResourceIds as readonly string[]).includes(name);
}

/** Decimals of an amount of money in this currency. */
export function currencyScale(currency: CurrencyId): number {
  return resources[currency].scale;
}
