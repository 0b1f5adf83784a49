/** A folder of a test's own, gone with the test. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

export async function aFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "partita-certificates-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
