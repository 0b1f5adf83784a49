export { bullmqQueue } from "./adapters/bullmq/queue.ts";
export { memoryQueue } from "./adapters/memory/queue.ts";
export { type Allocator, allocator } from "./allocator.ts";
export { place } from "./place.ts";
export type { Clock, Log } from "./ports.ts";
export type { Queue } from "./queue.ts";
export { readView } from "./view.ts";
