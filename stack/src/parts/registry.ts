/** Every part of the house, one line each, in the order in which they start together. */
import { allocator } from "./allocator.ts";
import { api } from "./api.ts";
import { billing } from "./billing.ts";
import { inventory } from "./inventory.ts";
import { merkleLog } from "./merkle-log.ts";
import type { Part } from "./part.ts";
import { portal } from "./portal.ts";
import { projections } from "./projections.ts";
import { webhooks } from "./webhooks.ts";

export const parts: readonly Part[] = [
  api,
  projections,
  inventory,
  merkleLog,
  allocator,
  billing,
  webhooks,
  portal,
];
