import { MasterRefusal, MasterUnreachable } from "@partita/schemas";
import { expect, test } from "vitest";
import type { Identity } from "./certificate-life.ts";
import { keepRenewed, type Renewing } from "./renewal-loop.ts";

const day = 24 * 3_600_000;
const beginning = Date.parse("2026-01-01T00:00:00.000Z");

function anIdentity(serial: string, from: number): Identity {
  const pem = { key: "k", certificate: "c", chain: "", roots: "r", enrolment: "e" };
  const at = (milliseconds: number) => new Date(milliseconds).toISOString();
  return { ...pem, serial, notBefore: at(from), notAfter: at(from + 30 * day) };
}

/** Lives until `untilDay`, in time that passes only while somebody waits. */
async function lived(untilDay: number, renew: (now: number) => Identity) {
  const ending = new AbortController();
  const said: string[] = [];
  const asked: number[] = [];
  let identity = anIdentity("1", beginning);
  let now = beginning;
  const renewing: Renewing = {
    computer: "COMP-1",
    identity: () => identity,
    renew: async () => {
      asked.push((now - beginning) / day);
      identity = renew(now);
    },
    now: () => now,
    wait: async (milliseconds) => {
      now += milliseconds;
      if (now >= beginning + untilDay * day) ending.abort();
    },
    log: (says, facts) => said.push([says, ...Object.values(facts ?? {})].join(": ")),
    signal: ending.signal,
  };
  await keepRenewed(renewing);
  return { said, asked };
}

test("it is renewed at two thirds of its life, and so is the next one", async () => {
  const { asked, said } = await lived(45, (now) =>
    anIdentity(`of ${new Date(now).getDate()}`, now),
  );
  expect(asked.map(Math.floor)).toEqual([20, 40]);
  expect(said[0]).toMatch(/^certificate renewed: of 21: 2026-02-20/);
});

test("a Master that is away is asked ever more rarely, at least each minute", async () => {
  const { asked, said } = await lived(22, () => {
    throw new MasterUnreachable("no Master answers");
  });
  expect(said).toEqual([
    "certificate not renewed: no Master answers; it is good until 2026-01-31T00:00:00.000Z",
  ]);
  const pauses = asked.slice(1).map((at, index) => (at - (asked[index] ?? 0)) * 86_400);
  const rounded = pauses.map((seconds) => Number(seconds.toFixed(1)));
  expect(rounded.slice(0, 9)).toEqual([0.5, 1, 2, 4, 8, 16, 32, 60, 60]);
  expect(Math.max(...rounded)).toBe(60);
});

test("a revoked certificate is told with what to do, and asking goes on", async () => {
  const { said, asked } = await lived(22, () => {
    const problem = { code: "unauthenticated", status: 401, retryable: false } as const;
    throw new MasterRefusal({ ...problem, type: "t", title: "This certificate was revoked." });
  });
  expect(said).toHaveLength(1);
  expect(said[0]).toContain("certificate 1 of COMP-1 is not taken: This certificate was revoked.");
  expect(said[0]).toContain("partita enrol computer:COMP-1");
  expect(asked.length).toBeGreaterThan(10);
});
