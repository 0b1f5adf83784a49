/** The endpoint by which computers report usage, as TioXML within a form. */
import type { Denial } from "#api/problems.ts";
import { aboutComputer, type Call, type Endpoint } from "#api/slap/endpoint.ts";
import { textOf } from "#api/slap/given.ts";
import { reportSlapUsage } from "#api/slap/report-slap-usage.ts";
import { type SlapAnswer, textAnswer } from "#api/slap/slap-answer.ts";

async function use(call: Call): Promise<SlapAnswer | Denial> {
  const told = await reportSlapUsage(call, textOf(call.given, "use_string"));
  if (!("problem" in told)) return textAnswer("OK");
  // As SlapOS has it: nothing but the status.
  return told.problem.code === "malformed-tioxml" ? { ...textAnswer(""), status: 400 } : told;
}

export const usageEndpoints = {
  useComputer: { method: "POST", about: aboutComputer, answer: use },
} as const satisfies Readonly<Record<string, Endpoint>>;
