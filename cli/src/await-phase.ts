/** Asks again and again until an instance is what was asked for, or the time is over. */
import type { InstancePhase, QueryAnswer, RequestedState } from "@partita/schemas";
import { phaseText } from "./instance-text.ts";
import type { Call } from "./verb.ts";

/** Often enough to feel immediate, rarely enough not to matter to a Master. */
const pollMilliseconds = 500;

const wantedPhase: Readonly<Record<RequestedState, InstancePhase>> = {
  started: "started",
  stopped: "stopped",
  destroyed: "destroyed",
};

type Waiting = {
  readonly instance: string;
  readonly state: RequestedState;
  readonly millisecondsMax: number;
};

/** The last status, and whether it is the wanted one. Says on the way what it waits for. */
export async function awaitPhase(
  { master, world }: Pick<Call, "master" | "world">,
  { instance, state, millisecondsMax }: Waiting,
): Promise<{ readonly answer: QueryAnswer<"instance-status">; readonly reached: boolean }> {
  const deadline = world.now() + millisecondsMax;
  let told = "";
  for (;;) {
    const answer = await master.ask("instance-status", { instance });
    const reached = answer.instance.phase === wantedPhase[state];
    if (reached || world.now() >= deadline || world.signal.aborted) return { answer, reached };
    const { phase, message } = answer.instance;
    const why = phase === "failed" && message !== undefined ? `: ${message}` : "";
    const text = `${phaseText(answer.instance)}${why}`;
    if (text !== told) world.tell(`please wait: ${text}`);
    told = text;
    await world.sleep(pollMilliseconds);
  }
}
