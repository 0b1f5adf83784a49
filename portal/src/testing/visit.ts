/** Visits pages of a portal in a test, signed in, without opening a port. */
import { buildPortal } from "#portal/portal.ts";

type Seen = {
  readonly status: number;
  readonly body: string;
  readonly location: string | undefined;
};

export async function visit(
  masterUrl: string,
  url: string,
  headers: Readonly<Record<string, string>> = { cookie: "partita-token=a-token" },
): Promise<Seen> {
  await using portal = buildPortal({ masterUrl });
  const { statusCode, body, headers: sent } = await portal.inject({ url, headers });
  return { status: statusCode, body, location: sent.location?.toString() };
}
