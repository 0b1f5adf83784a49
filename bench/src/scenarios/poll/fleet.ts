/** A fleet that polls as often as 10,000 computers do, one poll of each a minute. */
import { setTimeout as sleep } from "node:timers/promises";
import { type Caller, caller } from "../../http/caller.ts";
import { computersOf, fillMarket } from "../../market/fill-market.ts";
import { type House, startHouse } from "../../market/house.ts";
import { issueToken } from "../../market/token.ts";
import { rowOf } from "../../row-of.ts";
import type { Measured, Row } from "../../scenario.ts";
import { partitionsPerComputer, pollOf, untilWhole } from "./full-computer.ts";

/** What two cores fill in minutes; each is asked as often as a hundred computers would ask. */
const computers = 40;
/** 10,000 computers, each once a minute. */
const pollsPerSecond = 10_000 / 60;
const loadMilliseconds = 20_000;
const callers = 16;

export async function fleet(
  databaseUrl: string,
): Promise<{ readonly rows: readonly Row[]; readonly figures: Measured["ratios"] }> {
  const market = {
    ...{ partitions: computers * partitionsPerComputer, perComputer: partitionsPerComputer },
    busyShare: 1,
  };
  await fillMarket(databaseUrl, market);
  const references = computersOf(market);
  const polls: Buffer[] = [];
  for (const reference of references) {
    const holder = `computer:${reference}` as const;
    polls.push(pollOf(reference, await issueToken(databaseUrl, { holder, role: "computer" })));
  }
  const house = await startHouse(databaseUrl, ["projections"]);
  try {
    const last = polls.at(-1) ?? Buffer.alloc(0);
    await untilWhole(house, last);
    const first = await polled(house, polls, { name: "fleet, first polls", polls: computers });
    const count = Math.round((pollsPerSecond * loadMilliseconds) / 1000);
    const before = house.server.cpuSeconds();
    const begun = performance.now();
    const steady = await polled(house, polls, {
      ...{ name: "fleet, 10,000 computers a minute", polls: count },
      everyMilliseconds: 1000 / pollsPerSecond,
    });
    const seconds = (performance.now() - begun) / 1000;
    const cores = (house.server.cpuSeconds() - before) / seconds;
    return { rows: [first, steady], figures: { fleetCores: Math.round(cores * 1000) / 1000 } };
  } finally {
    await house.stop();
  }
}

type Polling = {
  readonly name: string;
  readonly polls: number;
  /** Absent: as fast as they are answered. */
  readonly everyMilliseconds?: number;
};

async function polled(house: House, polls: readonly Buffer[], polling: Polling): Promise<Row> {
  const connections = await Promise.all(Array.from({ length: callers }, () => caller(house.port)));
  const times: number[] = [];
  const begun = performance.now();
  let next = 0;
  const work = async (connection: Caller) => {
    for (let turn = next++; turn < polling.polls; turn = next++) {
      const due = begun + turn * (polling.everyMilliseconds ?? 0);
      await sleep(Math.max(0, due - performance.now()));
      // When every caller is busy it waits for one: that is the server's delay too.
      const asked = polling.everyMilliseconds === undefined ? performance.now() : due;
      const request = polls[turn % polls.length] ?? Buffer.alloc(0);
      const { status } = await connection.exchange(request);
      if (status !== 200) throw new Error(`a poll was answered ${status}`);
      times.push(performance.now() - asked);
    }
  };
  await Promise.all(connections.map(work));
  const seconds = (performance.now() - begun) / 1000;
  for (const connection of connections) connection.close();
  const { name, polls: count } = polling;
  return rowOf({ name, size: computers, rssMiB: house.server.rssMiB(), count, seconds, times });
}
