/** A filter judges one offer on one computer for one request: true, or why it will not do. */
import type { ComputerOnMarket, DeferralReason, InstanceStatus, OpenOffer } from "@partita/schemas";

/** What of a request the market is searched for. */
export type Demand = Pick<InstanceStatus, "softwareRelease" | "conditions">;

/** An offer and one of the computers that it covers. */
export type Candidate = { readonly offer: OpenOffer; readonly computer: ComputerOnMarket };

/** Pure: the same demand, candidate and instant give the same verdict for ever. */
export type Filter = (demand: Demand, candidate: Candidate, at: string) => true | DeferralReason;
