/** Many clients that send wishes, each under its own key until it has an answer. */
import { setTimeout as sleep } from "node:timers/promises";
import {
  type Acknowledgement,
  type Client,
  MasterRefusal,
  MasterUnreachable,
  type Problem,
} from "@partita/schemas";
import { guestbook, seller } from "@partita/stack";

const clientsMax = 16;
/** Between an answer that was none and the next attempt. */
const pauseMilliseconds = 50;
/** A minute of nothing but "not now". */
const attemptsMax = 1200;
/** The stream that many write to at once. */
const contended = "LOAD-SHARED";

export type Wish = { readonly key: string; send(): Promise<Acknowledgement> };

/** How one wish ended, and what was said before. */
export type Settled = {
  readonly wish: Wish;
  readonly acknowledgement: Acknowledgement;
  /** The Master's "not now", in the order in which it was said. */
  readonly problems: readonly Problem[];
  /** Attempts that got no answer at all. */
  readonly lost: number;
};

export type Load = {
  /** Resolves when at least this many wishes are settled; rejects when a client gave up. */
  reached(settled: number): Promise<void>;
  readonly settled: Promise<readonly Settled[]>;
};

/** A third each: requests, computers, and releases supplied to one computer by all of them. */
export async function wishes(as: (actor: string) => Client, count: number) {
  const [customer, owner] = [as("person:ada"), as(seller)];
  const to = { computer: contended };
  const detail = { title: "Shared by all", region: "europe" } as const;
  await owner.send("register-computer", { to, detail, key: contended });
  const makers = [
    (key: string) => customer.send("request-instance", { detail: request(key), key }),
    (key: string) =>
      owner.send("register-computer", {
        to: { computer: key },
        detail: { title: key, region: "europe" },
        key,
      }),
    (key: string) => {
      const softwareRelease = `https://software.partita.example/${key}.json`;
      return owner.send("supply-software", {
        to,
        detail: { softwareRelease, state: "available" },
        key,
      });
    },
  ];
  return Array.from({ length: count }, (_, index): Wish => {
    const key = `load-${index}`;
    const make = makers[index % makers.length];
    return { key, send: async () => (make ?? Promise.reject)(key) };
  });
}

function request(title: string) {
  return {
    ...{ title, softwareRelease: guestbook, softwareType: "default" },
    ...{ state: "started" as const, parameters: {}, conditions: {} },
  };
}

export function load(all: readonly Wish[]): Load {
  const waiting = [...all];
  const settled: Settled[] = [];
  const clients = Array.from({ length: clientsMax }, async () => {
    for (let wish = waiting.pop(); wish !== undefined; wish = waiting.pop())
      settled.push(await settle(wish));
  });
  const ended = Promise.all(clients);
  // Whoever waits for the end hears of it; until then it is nobody's.
  ended.catch(() => undefined);
  return {
    settled: ended.then(() => settled),
    reached: async (count) => {
      while (settled.length < count) await Promise.race([sleep(pauseMilliseconds), failed(ended)]);
    },
  };
}

function failed(ended: Promise<unknown>): Promise<never> {
  return new Promise((_, reject) => {
    ended.catch(reject);
  });
}

/** Sends the same under the same key until the Master says what became of it. */
async function settle(wish: Wish): Promise<Settled> {
  const problems: Problem[] = [];
  let lost = 0;
  for (let attempt = 1; ; attempt++) {
    try {
      return { wish, acknowledgement: await wish.send(), problems, lost };
    } catch (error) {
      if (attempt === attemptsMax) throw error;
      if (error instanceof MasterRefusal && error.problem.retryable) problems.push(error.problem);
      else if (error instanceof MasterUnreachable) lost += 1;
      else throw error;
    }
    await sleep(pauseMilliseconds);
  }
}
