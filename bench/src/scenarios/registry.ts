/** Every scenario, one line each. */
import { append } from "./append.ts";
import { inventory } from "./inventory.ts";
import { merkle } from "./merkle.ts";
import { poll } from "./poll.ts";
import { replay } from "./replay.ts";
import { replayRebuild } from "./replay-rebuild.ts";
import { request } from "./request.ts";

export const scenarios = [append, replayRebuild, inventory, merkle, poll, replay, request] as const;
