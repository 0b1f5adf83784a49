/**
 * The report loop: measures what the instances use, and sends it in TioXML, never twice and never
 * not at all.
 */
import { MasterRefusal, type Problem, writeTioxml } from "@partita/schemas";
import type { World } from "#node-agent/agent-world.ts";
import {
  beginBook,
  cutReport,
  forgetGone,
  type MeterBook,
  takeSamples,
} from "#node-agent/measure.ts";

/**
 * With so many reports waiting the period simply goes on: nothing is lost, one report says it all.
 */
export const waitingReportsMax = 1000;
/**
 * Reports sent in one pass, so that a long absence of the Master does not keep instances waiting.
 */
const sendsPerPassMax = 20;

/**
 * Refusals that are about who sends, not about what: the report is kept until that is put right.
 */
const aboutTheSender = ["unauthenticated", "forbidden", "agent-not-in-charge", "no-such-computer"];

/** Adds a sample to the book; `cut`: and puts what was measured into the outbox. */
export async function tendMeters(world: World, { cut }: { readonly cut: boolean }): Promise<void> {
  const { meters, memories, outbox } = world;
  const known = meters.read();
  const seen = await samples(world);
  const book = known
    ? takeSamples(handOver(world, known), seen, world.now())
    : beginBook(seen, world.now());
  const due = cut && outbox.list().length < waitingReportsMax;
  const closed = due ? cutReport(book, world, world.now()) : book;
  const present = new Set([...memories.all().values()].map(({ instance }) => instance));
  // One write both closes the period and keeps its report: a crash finds either all of it or
  // nothing.
  const kept = forgetGone(closed, present);
  meters.write(kept);
  if (kept.pending !== undefined) meters.write(handOver(world, kept));
}

/**
 * Moves a closed period into the outbox; after a crash, perhaps once more: the same reference, the
 * same document.
 */
function handOver({ outbox }: World, { pending, ...book }: MeterBook): MeterBook {
  if (pending === undefined) return book;
  const lines = pending.lines.map((line, index) => ({ ...line, line: index + 1 }));
  outbox.put(pending.reference, writeTioxml({ ...pending, lines }));
  return book;
}

async function samples({ drivers, memories }: World) {
  const remembered = memories.all();
  const all = await Promise.all([...drivers.values()].map((driver) => driver.measure()));
  return all.flat().flatMap((sample) => {
    const memory = remembered.get(sample.partition);
    return memory === undefined
      ? []
      : [{ ...sample, instance: memory.instance, resources: memory.usage }];
  });
}

/** Sends what waits. Throws when the Master is away or busy; what is not answered stays. */
export async function sendReports(world: World): Promise<void> {
  for (const reference of world.outbox.list().slice(0, sendsPerPassMax)) {
    const problem = await sendReport(world, reference);
    if (problem === undefined) world.outbox.remove(reference);
    else world.outbox.refuse(reference, problem);
  }
}

/** The problem, when the Master will never take this document. */
async function sendReport(world: World, reference: string): Promise<Problem | undefined> {
  const { master, computer, agent, log } = world;
  try {
    const { verdicts = [] } = await master.reportUsage(
      computer,
      agent,
      world.outbox.read(reference),
    );
    const bad = verdicts.filter(({ verdict }) => verdict !== "accepted");
    log("usage reported", { report: reference, lines: verdicts.length, refused: bad.length });
    for (const { line, resource, verdict } of bad)
      log("usage line refused", { report: reference, line, resource, verdict });
    return undefined;
  } catch (cause) {
    if (!isForGood(cause)) throw cause;
    log("usage report refused", { report: reference, code: cause.problem.code });
    return cause.problem;
  }
}

function isForGood(cause: unknown): cause is MasterRefusal {
  if (!(cause instanceof MasterRefusal)) return false;
  const { retryable, status, code } = cause.problem;
  return !retryable && status >= 400 && status < 500 && !aboutTheSender.includes(code);
}
