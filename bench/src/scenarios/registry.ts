/** Every scenario, one line each. */
import { append } from "./append.ts";
import { inventory } from "./inventory.ts";
import { merkle } from "./merkle.ts";
import { replay } from "./replay.ts";
import { replayRebuild } from "./replay-rebuild.ts";

export const scenarios = [append, replayRebuild, inventory, merkle, replay] as const;
