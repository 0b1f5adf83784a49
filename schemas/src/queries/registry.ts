/** Every query, one line each. */
import { accountBalance } from "./account-balance.ts";
import { computerDuties } from "./computer-duties.ts";
import { freePartitions } from "./free-partitions.ts";
import { health } from "./health.ts";
import { instanceStatus, instances } from "./instance-status.ts";
import { instanceTrail } from "./instance-trail.ts";
import { issuedInvoice, issuedInvoices } from "./issued-invoices.ts";
import { movements } from "./movements.ts";
import { openOffers } from "./open-offers.ts";
import { usageByPeriod } from "./usage-by-period.ts";

export const queries = [
  accountBalance,
  computerDuties,
  freePartitions,
  health,
  instances,
  instanceStatus,
  instanceTrail,
  issuedInvoice,
  issuedInvoices,
  movements,
  openOffers,
  usageByPeriod,
] as const;
