/** An exported log: a first line that says what follows, then the text of one leaf per line. */
import type { Static } from "typebox";
import { Type } from "typebox";
import { Check } from "typebox/value";

export const logFormat = "partita log 1";

const Header = Type.Object(
  {
    format: Type.Literal(logFormat),
    /** The signed note over exactly the leaves that follow. */
    checkpoint: Type.String(),
    key: Type.String(),
  },
  { additionalProperties: false },
);
export type LogHeader = Static<typeof Header>;

/** The first line, without its line break. */
export function logHeader(checkpoint: string, key: string): string {
  return JSON.stringify({ format: logFormat, checkpoint, key } satisfies LogHeader);
}

/** Undefined when the line is not the first of an exported log. */
export function readLogHeader(line: string): LogHeader | undefined {
  try {
    const header: unknown = JSON.parse(line);
    return Check(Header, header) ? header : undefined;
  } catch {
    // Not JSON, hence no header; the caller says what the file is not.
    return undefined;
  }
}
