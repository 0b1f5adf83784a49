/** Consumption × the price frozen by its award; without a price it is refused, never free. */
import {
  isUsageResource,
  type Prices,
  type Refusal,
  type ResourceId,
  refuse,
} from "@partita/schemas";
import type { Consumption } from "#billing/consumption.ts";
import { amountOf, amountOfHosting } from "#billing/exact.ts";

export type Rate = {
  readonly unitPrice: string;
  /** In parts (see exact.ts), not rounded. */
  readonly amount: bigint;
};

export function rate(
  consumption: Consumption,
  prices: Prices,
): Rate | { readonly refusal: Refusal } {
  const { instance, award, resource, quantity } = consumption;
  const unitPrice = priceOf(resource, prices);
  if (unitPrice === undefined) return refuse("price-missing", { instance, award, resource });
  const isHosting = resource === "software-hosting";
  const amount = isHosting
    ? amountOfHosting(consumption, unitPrice)
    : amountOf(quantity, unitPrice);
  return { unitPrice, amount };
}

function priceOf(resource: ResourceId, { hourly, usage }: Prices): string | undefined {
  if (resource === "software-hosting") return hourly;
  return isUsageResource(resource) ? usage[resource] : undefined;
}
