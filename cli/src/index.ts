export { exitCodes } from "./exit-code.ts";
export { helpOf, optionText, usageOf } from "./help.ts";
export { type JourneyStep, journey } from "./journey.ts";
export { operandText } from "./parse.ts";
export { run } from "./run.ts";
export { trailText } from "./trail-text.ts";
export type { Verb } from "./verb.ts";
export { verbs } from "./verbs/registry.ts";
export type { World } from "./world.ts";
