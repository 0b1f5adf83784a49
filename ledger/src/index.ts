export { memoryCheckpoints } from "./adapters/memory/checkpoints.ts";
export { memoryStore } from "./adapters/memory/store.ts";
export type { Checkpoints } from "./checkpoints.ts";
export { type Decider, type Decision, decide } from "./decider.ts";
export { handle, type Outcome } from "./handle.ts";
export { type Send, sender } from "./send.ts";
export {
  type Appended,
  type MovementStore,
  type Position,
  type Recorded,
  streamName,
} from "./store/store.ts";
export { batchMovementsMax, follow, type Subscription } from "./subscription.ts";
