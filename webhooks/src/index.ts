export { memoryDeliveries } from "./adapters/memory-deliveries.ts";
export { httpPost } from "./adapters/post.ts";
export { postgresDeliveries } from "./adapters/postgres-deliveries.ts";
export type { Clock, Deliveries, Letter, Ports, Post, Posted } from "./ports.ts";
export { type Progress, progressOf } from "./progress.ts";
export { type RunningWebhooks, runWebhooks } from "./run-webhooks.ts";
