/** Requests over SLAP: the same again, and new ones until allocated, in markets of four sizes. */

import { inOwnDatabase } from "../in-own-database.ts";
import { medianOf, ratio } from "../median-of.ts";
import type { Row, Scenario } from "../scenario.ts";
import { certificateRows } from "./request/certificates.ts";
import { handshakeRows } from "./request/handshakes.ts";
import { oneSize } from "./request/one-size.ts";

const sizes = [100, 1_000, 10_000, 100_000];

export const request: Scenario = {
  name: "request",
  says: "requests over SLAP, the same again and new, with 10^2 to 10^5 partitions in the market",
  run: async (databaseUrl) => {
    const rows: Row[] = [];
    for (const size of sizes)
      rows.push(
        ...(await inOwnDatabase(databaseUrl, `market_${size}`, (_, url) => oneSize(url, size))),
      );
    rows.push(...(await certificateRows()));
    const handshakes = await inOwnDatabase(databaseUrl, "handshakes", (_, url) =>
      handshakeRows(url),
    );
    rows.push(...handshakes);
    return { rows, ratios: ratiosOf(rows) };
  },
};

/** `unchanged/bare` is that of the size where it is lowest; `flat`: the largest by the smallest. */
function ratiosOf(rows: readonly Row[]) {
  const of = (left: string, right: string, size: number) =>
    ratio(rows, { name: left, size }, { name: right, size });
  const [smallest = 0] = sizes;
  const largest = sizes.at(-1) ?? 0;
  /** The smallest in which more is free than one burst takes. */
  const [, roomy = largest] = sizes;
  const flat = (name: string, from = smallest) =>
    ratio(rows, { name, size: largest }, { name, size: from });
  return {
    "unchanged/bare": Math.min(...sizes.map((size) => of("unchanged", "bare", size))),
    "unchanged/bareInTheMiddle": medianOf(sizes.map((size) => of("unchanged", "bare", size))),
    "unchanged/flat": flat("unchanged"),
    "new/flat": flat("new until allocated"),
    "newForLonger/flat": flat("new, for longer", roomy),
    "mtls/bare": ratio(rows, { name: "mtls", size: 8 }, { name: "bare mtls", size: 8 }),
  };
}
