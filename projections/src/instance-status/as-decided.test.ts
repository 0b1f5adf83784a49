import type { Recorded } from "@partita/ledger";
import { anyChoices, liveTree } from "@partita/ledger/testing/random-tree.ts";
import type { InstanceStatus, Movement } from "@partita/schemas";
import fc from "fast-check";
import { expect, test } from "vitest";
import { applied } from "#projections/apply.ts";
import { computerDuties } from "#projections/computer-duties/computer-duties.ts";
import type { DutyRow } from "#projections/computer-duties/table.ts";
import { instanceStatus } from "#projections/instance-status/instance-status.ts";
import type { Projection } from "#projections/projection.ts";

/** Rows as they become, movement by movement. */
function rowsOf<Row extends object>(projection: Projection<Row>) {
  const rows = new Map<string, Row>();
  const take = (recorded: Recorded) => {
    for (const [key, row] of applied(projection, [recorded], rows))
      if (row === undefined) rows.delete(key);
      else rows.set(key, row);
  };
  return { rows, take };
}

function taker() {
  let position = 0n;
  return (movement: Movement, ...takers: readonly ((recorded: Recorded) => void)[]) => {
    position += 1n;
    const stream = "instance-tree-TREE-0000000001";
    for (const take of takers) take({ movement, position, revision: Number(position), stream });
    return position;
  };
}

test("whatever was asked, rows and decider know the same of each instance", () => {
  let renamed = 0;
  fc.assert(
    fc.property(anyChoices, (choices) => {
      const status = rowsOf(instanceStatus);
      const take = taker();
      liveTree(choices, ({ after, written }) => {
        for (const movement of written) {
          take(movement, status.take);
          if (movement.kind === "instance-renamed") renamed += 1;
        }
        for (const [instance, { title, revision, wish, award, reported }] of after.instances) {
          const row = status.rows.get(instance);
          expect(row).toMatchObject({ title, revision, ...wish });
          expect(row?.shared).toBe(wish.shared);
          expect(row?.phase === "destroyed").toBe(reported === "destroyed");
          expect(row?.award?.award).toBe(award?.award);
          expect(row?.host).toEqual(award?.host);
        }
      });
    }),
  );
  expect(renamed).toBeGreaterThan(0);
});

/** What a host is told to serve, and what it may show of it. */
function served(rows: ReadonlyMap<string, InstanceStatus>, host: string): string {
  const told = [...rows.values()]
    .filter((row) => row.host?.instance === host)
    .filter(({ state, phase }) => state === "started" && phase !== "destroyed")
    .map(({ instance, title, softwareType, parameters }) => [
      instance,
      title,
      softwareType,
      parameters,
    ]);
  return JSON.stringify(told.toSorted());
}

test("whatever was asked, a host is processed again whenever what it serves is another", () => {
  let changes = 0;
  fc.assert(
    fc.property(anyChoices, (choices) => {
      const status = rowsOf(instanceStatus);
      const duties = rowsOf<DutyRow>(computerDuties);
      const take = taker();
      liveTree(choices, ({ written }) => {
        for (const movement of written) {
          const hosts = [...duties.rows.keys()];
          const before = hosts.map((host) => served(status.rows, host));
          const position = take(movement, status.take, duties.take);
          for (const [index, host] of hosts.entries()) {
            if (served(status.rows, host) === before[index]) continue;
            changes += 1;
            expect(duties.rows.get(host)?.changedAt, movement.kind).toBe(String(position));
          }
        }
      });
    }),
  );
  expect(changes).toBeGreaterThan(0);
});
