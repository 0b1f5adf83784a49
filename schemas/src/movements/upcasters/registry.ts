/** Every upcaster, one line each, the oldest first: each takes what those before it answer. */
import type { Upcaster } from "./define.ts";
import { realDays } from "./real-days.ts";

export const upcasters: readonly Upcaster[] = [realDays];
