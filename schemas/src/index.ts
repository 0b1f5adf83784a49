export { Acknowledgement } from "./acknowledgement.ts";
export {
  type CertificateAnswer,
  type CertificateClient,
  certificateClient,
  type NewComputer,
} from "./adapters/certificate-client.ts";
export {
  type AskedMoment,
  type Client,
  client,
  MasterRefusal,
  MasterUnreachable,
  requestMillisecondsMax,
  type SendableKind,
} from "./adapters/client.ts";
export { type LogClient, logClient } from "./adapters/log-client.ts";
export { AllocationScope } from "./allocation-scope.ts";
export { BangOrigin } from "./bang.ts";
export { canonical } from "./canonical.ts";
export { CloudEvent, cloudEvent, movementType } from "./cloud-event.ts";
export type { Command, CommandKind, CommandOf } from "./command.ts";
export type { Role, Send } from "./commands/define.ts";
export { commandKinds } from "./commands/registry.ts";
export { Conditions } from "./conditions.ts";
export {
  compareDecimals,
  cut,
  minus,
  negated,
  plus,
  Quantity,
  ratio,
  rounded,
  times,
} from "./decimal.ts";
export { DeferralReason, ReasonCount } from "./deferral.ts";
export { deriveId, deriveReference, digestOf } from "./derive-id.ts";
export {
  EnrolmentPurpose,
  IdentityRole,
  KeyMaker,
  RevocationReason,
  Scope,
  Serial,
  Sha256,
} from "./identity.ts";
export {
  InstallationState,
  messageCharactersMax,
  RequestedState,
  SupplyState,
} from "./instance-state.ts";
export { Instant, instantOf, millisecondsBetween } from "./instant.ts";
export { InvoiceLine } from "./invoice-line.ts";
export { KnownAt } from "./moment.ts";
export type {
  Draft,
  DraftOf,
  Movement,
  MovementKind,
  MovementOf,
  Stamp,
  StreamCategory,
} from "./movement.ts";
export { Frame } from "./movement-frame.ts";
export { movementKinds } from "./movements/registry.ts";
export type { StoredMovement, Upcaster } from "./movements/upcasters/define.ts";
export { nearest } from "./nearest.ts";
export { Connection, Parameters, parameterCharactersMax } from "./parameters.ts";
export { Address, Partition } from "./partition.ts";
export { intersection, overlaps, type Period, span } from "./period.ts";
export { Position } from "./position.ts";
export { Prices } from "./prices.ts";
export { Problem, type RequestProblemCode, requestProblems } from "./problem.ts";
export { AccountBalance } from "./queries/account-balance.ts";
export { changesPageMax, RowChanged } from "./queries/changes.ts";
export { PartitionDuty, SoftwareDuty } from "./queries/computer-duties.ts";
export { ComputerOnMarket } from "./queries/free-partitions.ts";
export { AccessToken, Certificate, Enrolment, identityListMax } from "./queries/identities.ts";
export { InstancePhase, InstanceStatus, instanceListMax } from "./queries/instance-status.ts";
export { TrailStep } from "./queries/instance-trail.ts";
export { Stock } from "./queries/inventory.ts";
export {
  InventoryGroup,
  inventoryDimensions,
  inventoryGroupsMax,
} from "./queries/inventory-list.ts";
export { Invoice } from "./queries/issued-invoices.ts";
export { historyLinesMax, InventoryLine } from "./queries/movement-history.ts";
export { movementsPageMax, RecordedMovement } from "./queries/movements.ts";
export { OpenOffer } from "./queries/open-offers.ts";
export { queries } from "./queries/registry.ts";
export { UsageRow, usageRowsMax } from "./queries/usage-by-period.ts";
export { Delivery, Webhook, webhooksMax } from "./queries/webhooks.ts";
export type { QueryAnswer, QueryName, QueryOf, QueryParameters } from "./query.ts";
export { readQuantity } from "./read-quantity.ts";
export {
  ActorId,
  ItemId,
  itemId,
  master,
  NodeId,
  Reference,
  SoftwareRelease,
  SoftwareType,
} from "./reference.ts";
export { type Refusal, type RefusalCode, refusals, refuse } from "./refusal.ts";
export { isWithin, Region, regions } from "./region.ts";
export {
  CurrencyId,
  currencyScale,
  isUsageResource,
  ResourceId,
  resources,
  UsageResourceId,
  usageResourceIds,
} from "./resource.ts";
export { shownTo } from "./shown-to.ts";
export {
  type Journal,
  parseTioxml,
  readJournal,
  type TioxmlReport,
  tioxmlCharactersMax,
  writeTioxml,
} from "./tioxml.ts";
export { Title, titleCharactersMax } from "./title.ts";
export { type Upcast, upcast, upcastBy } from "./upcast.ts";
export { Holder, LineVerdict, UsageLine, Verdict } from "./usage-line.ts";
export { originOf, type Reader, visibleTo } from "./visible-to.ts";
export { ReaderRole } from "./webhook.ts";
export { webhookKeyBytes, webhookSecret } from "./webhook-secret.ts";
