/** Asks the `openssl` of this machine, so that not only Node.js believes our certificates. */
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { TestContext } from "vitest";

const run = promisify(execFile);

export type Answer = { readonly ok: boolean; readonly says: string };

/** Skips the test, and says so aloud, where there is no `openssl`. */
export async function demandOpenssl(context: TestContext): Promise<void> {
  const found = await run("openssl", ["version"]).then(
    () => true,
    () => false,
  );
  if (found) return;
  Object.assign(context.task.meta, { reason: "there is no openssl on the PATH" });
  process.stderr.write(`${context.task.name}: skipped, there is no openssl on the PATH\n`);
  context.skip();
}

/** `{name}` in an argument stands for the path of a file with that content. */
export async function openssl(
  args: readonly string[],
  files: Readonly<Record<string, string>>,
): Promise<Answer> {
  const folder = await mkdtemp(join(tmpdir(), "partita-openssl-"));
  try {
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    const placed = args.map((arg) => arg.replace(/^\{(.*)\}$/, (_, name) => join(folder, name)));
    const { stdout, stderr } = await run("openssl", placed);
    return { ok: true, says: stdout + stderr };
  } catch (error) {
    if (!(error instanceof Error && "stderr" in error)) throw error;
    return { ok: false, says: `${"stdout" in error ? error.stdout : ""}${error.stderr}` };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
