import {
  OutcomeUnknown,
  PositionUnknown,
  StoreOverloaded,
  StoreUnavailable,
} from "@partita/ledger";
import { expect, test } from "vitest";
import { denyFault } from "#api/deny-fault.ts";
import { market } from "#api/testing/market.ts";
import { type World, world } from "#api/testing/world.ts";

const command = "7d0c3a50-0000-8000-8000-000000000001";
const lost = Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET", syscall: "read" });

test.each([
  [new OutcomeUnknown(command), "outcome-unknown"],
  [new StoreUnavailable("no server"), "store-unavailable"],
  [new StoreOverloaded("queue full"), "overloaded"],
  [new PositionUnknown(5n), "schema-mismatch"],
  [lost, "rows-unavailable"],
  [new Error("the question failed", { cause: lost }), "rows-unavailable"],
  [Object.assign(new Error("starting up"), { code: "57P03" }), "rows-unavailable"],
  [Object.assign(new Error("too many clients"), { code: "53300" }), "rows-unavailable"],
  [new Error("Connection terminated unexpectedly"), "rows-unavailable"],
  [new Error("a bug"), undefined],
  [Object.assign(new Error("duplicate key"), { code: "23505" }), undefined],
  ["not even an error", undefined],
])("%s is %s", (fault, code) => {
  expect(denyFault(fault)?.problem.code).toBe(code);
});

/** A house whose ledger answers every wish with this fault. */
async function failing(fault: Error, check: (house: World) => Promise<void>) {
  const house = await world(({ send }) => ({
    send: (wish) => (wish.kind === "request-instance" ? Promise.reject(fault) : send(wish)),
  }));
  try {
    await market(house);
    await check(house);
  } finally {
    await house.close();
  }
}

const request = {
  title: "shop",
  softwareRelease: "https://software.partita.example/guestbook/software.json",
  softwareType: "default",
  state: "started",
  parameters: {},
  conditions: {},
};

test("a command of unknown outcome is told with its id and when to ask again", () =>
  failing(new OutcomeUnknown(command, { cause: lost }), async (house) => {
    const { status, body, headers } = await house.post("ada", "/v1/instances", request);
    expect([status, body.code, body.retryable]).toEqual([503, "outcome-unknown", true]);
    expect(body.facts).toEqual({ command });
    expect(headers["retry-after"]).toBe("1");
    expect(house.lines.join("\n")).toContain("read ECONNRESET");
  }));

test.each([
  [new StoreUnavailable("no server"), "store-unavailable"],
  [new StoreOverloaded("queue full"), "overloaded"],
])("%s is told with when to ask again, and nothing else of it", (fault, code) =>
  failing(fault, async (house) => {
    const { status, body, headers } = await house.post("ada", "/v1/instances", request);
    expect([status, body.code, headers["retry-after"]]).toEqual([503, code, "1"]);
    expect(JSON.stringify(body)).not.toContain(fault.message);
  }),
);
