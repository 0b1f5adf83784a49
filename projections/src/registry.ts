/** Every projection, one line each. */
import { accountBalance } from "#projections/account-balance/account-balance.ts";
import { awardedPrices } from "#projections/awarded-prices/awarded-prices.ts";
import { computerDuties } from "#projections/computer-duties/computer-duties.ts";
import { computerPartitions } from "#projections/computer-partitions/computer-partitions.ts";
import { freePartitions } from "#projections/free-partitions/free-partitions.ts";
import { accessTokens } from "#projections/identities/access-tokens.ts";
import { certificates } from "#projections/identities/certificates.ts";
import { enrolments } from "#projections/identities/enrolments.ts";
import { instanceStatus } from "#projections/instance-status/instance-status.ts";
import { issuedInvoices } from "#projections/issued-invoices/issued-invoices.ts";
import { movementTrail } from "#projections/movement-trail/movement-trail.ts";
import { openOffers } from "#projections/open-offers/open-offers.ts";
import { partitionHolders } from "#projections/partition-holders/partition-holders.ts";
import type { Projection } from "#projections/projection.ts";
import { softwareDuties } from "#projections/software-duties/software-duties.ts";
import { usageByPeriod } from "#projections/usage-by-period/usage-by-period.ts";
import { webhooks } from "#projections/webhooks/webhooks.ts";

const registered = [
  accessTokens,
  accountBalance,
  awardedPrices,
  certificates,
  computerDuties,
  computerPartitions,
  enrolments,
  freePartitions,
  instanceStatus,
  issuedInvoices,
  movementTrail,
  openOffers,
  partitionHolders,
  softwareDuties,
  usageByPeriod,
  webhooks,
] as const;

// The runner gives each projection only the rows that it made itself, which a list of them cannot
// say.
export const projections = registered as unknown as readonly Projection<object>[];
