/**
 * Plays the steps in order, shows each as it happens with its duration, and sums up for programs.
 */
import { Listr } from "listr2";
import type { Stage } from "./stage.ts";
import { steps } from "./steps.ts";

export type Played = {
  readonly ok: boolean;
  readonly stage: Stage | undefined;
  readonly summary: {
    readonly ok: boolean;
    readonly steps: readonly {
      readonly name: string;
      readonly ms: number;
      readonly says: string;
    }[];
    readonly failed?: { readonly name: string; readonly why: string };
    readonly invoice?: {
      readonly number: number;
      readonly total: string;
      readonly currency: string;
    };
    readonly movements?: number;
  };
};

type Opening = { readonly start: () => Promise<Stage> };

/** Never throws for a step that fails: the summary says which, and why. */
export async function playSteps(told: AbortSignal, { start }: Opening): Promise<Played> {
  const done: { name: string; ms: number; says: string }[] = [];
  let stage: Stage | undefined;
  let running = "start";

  const task = (name: string, title: string, run: () => Promise<string>) => ({
    title,
    task: async (_: unknown, shown: { title: string }) => {
      running = name;
      told.throwIfAborted();
      const begun = performance.now();
      const says = await Promise.race([run(), whenTold(told)]);
      const ms = Math.round(performance.now() - begun);
      done.push({ name, ms, says });
      shown.title = `${title}: ${says} (${ms} ms)`;
    },
  });
  const list = new Listr(
    [
      task("start", "The house starts", async () => {
        stage = await start();
        return "the API answers";
      }),
      ...steps.map(({ name, title, run }) => task(name, title, () => run(onStage(stage)))),
    ],
    { renderer: isLive() ? "default" : "simple", registerSignalListeners: false },
  );
  try {
    await list.run();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return {
      ok: false,
      stage,
      summary: { ok: false, steps: done, failed: { name: running, why } },
    };
  }
  return { ok: true, stage, summary: { ok: true, steps: done, ...(await figures(stage)) } };
}

/** A list that moves needs a terminal with room for it. */
function isLive(): boolean {
  return process.stdout.isTTY && process.stdout.columns > 0;
}

function onStage(stage: Stage | undefined): Stage {
  if (stage === undefined) throw new Error("the house has not started");
  return stage;
}

function whenTold(told: AbortSignal): Promise<never> {
  return new Promise((_, reject) =>
    told.addEventListener("abort", () => reject(new Error("told to stop")), { once: true }),
  );
}

async function figures(stage: Stage | undefined) {
  if (stage?.invoice === undefined) return {};
  const { number, total, currency } = stage.invoice;
  // PostgreSQL's positions have no gaps: the last one is how many movements there are.
  const { log } = await stage.seller.ask("health", {});
  return { invoice: { number, total, currency }, movements: Number(log) };
}
