/** A filter judges one offer on one computer for one request: true, or why it will not do. */
import type { ComputerOnMarket, DeferralReason, InstanceStatus, OpenOffer } from "@partita/schemas";

/** What of a request the market is searched for. */
export type Demand = Pick<InstanceStatus, "softwareRelease" | "conditions" | "owner">;

/** An offer and one of the computers that it covers. */
export type Candidate = { readonly offer: OpenOffer; readonly computer: ComputerOnMarket };

/** Pure: the same demand, candidate and instant give the same verdict for ever. */
export type Filter = (demand: Demand, candidate: Candidate, at: string) => true | DeferralReason;

/** A filter that asks nothing of the offer: the host of a shared instance is judged by it too. */
export type ComputerFilter = (
  demand: Demand,
  candidate: Pick<Candidate, "computer">,
) => true | DeferralReason;
