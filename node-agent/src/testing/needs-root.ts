/** Skips a test aloud when it is not run as root: the reason stands in the summary of the run. */
import type { TestContext } from "vitest";

export function needsRoot({ task, skip }: TestContext): void {
  if (process.getuid?.() === 0) return;
  const reason = "only root can run programs as another user";
  Object.assign(task.meta, { reason });
  skip(reason);
}
