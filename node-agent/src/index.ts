export { type RunningAgent, runAgent } from "./adapters/run-agent.ts";
export type { Driver } from "./drivers/driver.ts";
export { type AgentOptions, help, parseOptions } from "./options.ts";
export { parseRelease, type Release } from "./release.ts";
