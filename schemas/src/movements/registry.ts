/** Every kind of movement the ledger accepts, one line each. */
import { allocationDeferred } from "./allocation-deferred.ts";
import { allocationScopeSet } from "./allocation-scope-set.ts";
import { amountPosted } from "./amount-posted.ts";
import { awardLapsed } from "./award-lapsed.ts";
import { bangRaised } from "./bang-raised.ts";
import { capacitySet } from "./capacity-set.ts";
import { certificateIssued } from "./certificate-issued.ts";
import { certificateRenewed } from "./certificate-renewed.ts";
import { certificateRevoked } from "./certificate-revoked.ts";
import { claimReleased } from "./claim-released.ts";
import { computerBanged } from "./computer-banged.ts";
import { computerClaimed } from "./computer-claimed.ts";
import { computerLost } from "./computer-lost.ts";
import { computerRegistered } from "./computer-registered.ts";
import { connectionPublished } from "./connection-published.ts";
import { enrolmentIssued } from "./enrolment-issued.ts";
import { enrolmentRedeemed } from "./enrolment-redeemed.ts";
import { enrolmentRevoked } from "./enrolment-revoked.ts";
import { instanceAmended } from "./instance-amended.ts";
import { instanceAwarded } from "./instance-awarded.ts";
import { instanceDestroyed } from "./instance-destroyed.ts";
import { instanceFailed } from "./instance-failed.ts";
import { instanceHosted } from "./instance-hosted.ts";
import { instanceRenamed } from "./instance-renamed.ts";
import { instanceRequested } from "./instance-requested.ts";
import { instanceStarted } from "./instance-started.ts";
import { instanceStopped } from "./instance-stopped.ts";
import { invoiceIssued } from "./invoice-issued.ts";
import { offerAmended } from "./offer-amended.ts";
import { offerPublished } from "./offer-published.ts";
import { offerWithdrawn } from "./offer-withdrawn.ts";
import { partitionAllocated } from "./partition-allocated.ts";
import { partitionReleased } from "./partition-released.ts";
import { periodClosed } from "./period-closed.ts";
import { softwareReported } from "./software-reported.ts";
import { softwareSupplied } from "./software-supplied.ts";
import { tokenIssued } from "./token-issued.ts";
import { tokenRevoked } from "./token-revoked.ts";
import { usageJudged } from "./usage-judged.ts";
import { usageReported } from "./usage-reported.ts";
import { webhookEnabled } from "./webhook-enabled.ts";
import { webhookPaused } from "./webhook-paused.ts";
import { webhookRegistered } from "./webhook-registered.ts";
import { webhookRemoved } from "./webhook-removed.ts";
import { webhookRewound } from "./webhook-rewound.ts";
import { webhookRotated } from "./webhook-rotated.ts";

export const movementKinds = [
  allocationDeferred,
  allocationScopeSet,
  amountPosted,
  awardLapsed,
  bangRaised,
  capacitySet,
  certificateIssued,
  certificateRenewed,
  certificateRevoked,
  claimReleased,
  computerBanged,
  computerClaimed,
  computerLost,
  computerRegistered,
  connectionPublished,
  enrolmentIssued,
  enrolmentRedeemed,
  enrolmentRevoked,
  instanceAmended,
  instanceAwarded,
  instanceDestroyed,
  instanceFailed,
  instanceHosted,
  instanceRenamed,
  instanceRequested,
  instanceStarted,
  instanceStopped,
  invoiceIssued,
  offerAmended,
  offerPublished,
  offerWithdrawn,
  partitionAllocated,
  partitionReleased,
  periodClosed,
  softwareReported,
  softwareSupplied,
  tokenIssued,
  tokenRevoked,
  usageJudged,
  usageReported,
  webhookEnabled,
  webhookPaused,
  webhookRegistered,
  webhookRemoved,
  webhookRewound,
  webhookRotated,
] as const;
