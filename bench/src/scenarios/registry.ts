/** Every scenario, one line each. */
import { append } from "./append.ts";

export const scenarios = [append] as const;
