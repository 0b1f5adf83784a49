/** Hands out a token: into a file, or to the one who asked; it is shown this once. */
import { type Acknowledgement, instantOf } from "@partita/schemas";
import { writeFile } from "./secret.ts";
import { UsageError } from "./usage-error.ts";
import type { Call, Options } from "./verb.ts";

export const handingOptions = {
  file: {
    value: "path",
    says: "Write the token there, for its owner only, instead of showing it.",
  },
} as const satisfies Options;

type Handing = Pick<Call, "world" | "json"> & {
  readonly file: string | undefined;
  readonly token: string;
  readonly acknowledgement: Acknowledgement;
  /** What it is, and until when. */
  readonly says: string;
};

/** What a pipe receives is the token alone, so that `$(partita token new …)` holds it. */
export function handOut({ world, json, file, token, acknowledgement, says }: Handing): void {
  if (file !== undefined) writeFile(file, `${token}\n`, { secret: true });
  const shown = file === undefined ? { token } : { file };
  if (!json) world.tell(says);
  world.print(json ? JSON.stringify({ ...acknowledgement, ...shown }) : (file ?? token));
}

const hourMilliseconds = 3_600_000;
const unitsOf = { hours: 1, days: 24 } as const;

/** `--days 30` from now on. */
export function expiryOf(
  unit: keyof typeof unitsOf,
  text: string,
  { now }: Pick<Call["world"], "now">,
): string {
  const count = /^[1-9]\d{0,3}$/.test(text) ? Number(text) : 0;
  if (count === 0) throw new UsageError(`--${unit} is a whole number of ${unit}, not "${text}".`);
  return instantOf(now() + count * unitsOf[unit] * hourMilliseconds);
}
