export { memoryCheckpoints } from "./adapters/memory/checkpoints.ts";
export { memoryTree } from "./adapters/memory/merkle-tree.ts";
export { memoryStore } from "./adapters/memory/store.ts";
export type { Checkpoints } from "./checkpoints.ts";
export { type Decider, type Decision, decide } from "./decider.ts";
export { handle, type Ledger, ledgerOver, type Outcome } from "./handle.ts";
export { logUntil } from "./log-until.ts";
export { evidenceOf } from "./merkle/evidence-of.ts";
export { LogDamaged, type MerkleLog, merkleLog } from "./merkle/merkle-log.ts";
export { consistencyPath, inclusionPath, rootAt } from "./merkle/proofs.ts";
export { runCheckpoints } from "./merkle/run-checkpoints.ts";
export { growToHead, runMerkleLog } from "./merkle/run-merkle-log.ts";
export type { TreeStore } from "./merkle/tree-store.ts";
export { pagesOf } from "./pages.ts";
export { type Send, sender } from "./send.ts";
export {
  type Appended,
  appendBytesMax,
  type MovementStore,
  OutcomeUnknown,
  type Position,
  PositionUnknown,
  type Recorded,
  StoreOverloaded,
  StoreUnavailable,
  streamName,
} from "./store/store.ts";
export { batchMovementsMax, follow, type Subscription } from "./subscription.ts";
export { upcasting } from "./upcasting.ts";
