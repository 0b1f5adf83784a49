/** The queue between noticing and doing; it holds no truth: log and rows fill it again. */
import type { Task } from "#allocator/task.ts";

export interface Queue {
  /** Kept when this resolves. A task whose id is known already is left as it is. */
  add(tasks: readonly Task[]): Promise<void>;
  /**
   * Hands out tasks until the signal aborts, then lets those under way end. A task whose doer
   * throws is handed out again after a pause, `attemptsMax` times in all; one whose doer died,
   * within seconds.
   */
  run(doer: (task: Task) => Promise<void>, signal: AbortSignal): Promise<void>;
  /** How many tasks nobody has begun. */
  waiting(): Promise<number>;
  /** Leaves nothing open; tasks that are kept stay kept. */
  close(): Promise<void>;
}

/**
 * Tasks handed out at once by one process. A task writes to many streams at once by itself; two
 * over views of the same moment would both give out the cheapest computer, and half would lapse.
 */
export const tasksAtOnce = 1;

/** With the pauses between them, these outlast a database that is started anew. */
export const attemptsMax = 8;
/** Before the second attempt; doubled before each that follows. */
export const pauseMilliseconds = 200;
