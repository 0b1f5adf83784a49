/** Polls of computers over SLAP: whole answers and "not modified", and a fleet that polls. */
import { inOwnDatabase } from "../in-own-database.ts";
import { ratio } from "../median-of.ts";
import type { Row, Scenario } from "../scenario.ts";
import { fleet } from "./poll/fleet.ts";
import { fullComputer } from "./poll/full-computer.ts";

const sizes = [100, 1_000, 10_000, 100_000];

export const poll: Scenario = {
  name: "poll",
  says: "a computer of 300 busy partitions polls, with 10^2 to 10^5 partitions beside it; a fleet",
  run: async (databaseUrl) => {
    const rows: Row[] = [];
    for (const size of sizes)
      rows.push(
        ...(await inOwnDatabase(databaseUrl, `market_${size}`, (_, url) =>
          fullComputer(url, size),
        )),
      );
    const polled = await inOwnDatabase(databaseUrl, "fleet", (_, url) => fleet(url));
    rows.push(...polled.rows);
    return { rows, ratios: { ...ratiosOf(rows), ...polled.figures } };
  },
};

/** Each is that of the size at which it is lowest. */
function ratiosOf(rows: readonly Row[]) {
  const lowest = (left: string, right: string) =>
    Math.min(...sizes.map((size) => ratio(rows, { name: left, size }, { name: right, size })));
  return {
    "full/bare": lowest("full", "bare full"),
    "notModified/bare": lowest("not modified", "bare not modified"),
  };
}
