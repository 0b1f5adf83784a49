export { memoryCheckpoints } from "./adapters/memory/checkpoints.ts";
export { memoryStore } from "./adapters/memory/store.ts";
export type { Checkpoints } from "./checkpoints.ts";
export { type Decider, type Decision, decide } from "./decider.ts";
export { handle, type Outcome } from "./handle.ts";
export { pagesOf } from "./pages.ts";
export { type Send, sender } from "./send.ts";
export {
  type Appended,
  appendBytesMax,
  type MovementStore,
  OutcomeUnknown,
  type Position,
  type Recorded,
  StoreOverloaded,
  StoreUnavailable,
  streamName,
} from "./store/store.ts";
export { batchMovementsMax, follow, type Subscription } from "./subscription.ts";
