/** Every query, one line each. */
import { accountBalance } from "./account-balance.ts";
import { changes } from "./changes.ts";
import { commandOutcome } from "./command-outcome.ts";
import { computerDuties } from "./computer-duties.ts";
import { computerStatus } from "./computer-status.ts";
import { freePartitions } from "./free-partitions.ts";
import { health } from "./health.ts";
import { certificates, enrolments, tokens } from "./identities.ts";
import { instanceStatus, instances } from "./instance-status.ts";
import { instanceTrail } from "./instance-trail.ts";
import { instanceTree } from "./instance-tree.ts";
import { inventory } from "./inventory.ts";
import { inventoryList } from "./inventory-list.ts";
import { issuedInvoice, issuedInvoices } from "./issued-invoices.ts";
import { movementHistory } from "./movement-history.ts";
import { movements } from "./movements.ts";
import { openOffers } from "./open-offers.ts";
import { usageByPeriod } from "./usage-by-period.ts";
import { webhook, webhookSecret, webhooks } from "./webhooks.ts";

export const queries = [
  accountBalance,
  certificates,
  changes,
  commandOutcome,
  computerDuties,
  computerStatus,
  enrolments,
  freePartitions,
  health,
  instances,
  instanceStatus,
  instanceTrail,
  instanceTree,
  inventory,
  inventoryList,
  issuedInvoice,
  issuedInvoices,
  movementHistory,
  movements,
  openOffers,
  tokens,
  usageByPeriod,
  webhook,
  webhookSecret,
  webhooks,
] as const;
