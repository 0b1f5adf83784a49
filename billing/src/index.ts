export { type Billing, type BillingDecision, billing } from "./react.ts";
