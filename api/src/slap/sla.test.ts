import { expect, test } from "vitest";
import { conditionsOf, slaOf } from "#api/slap/sla.ts";

test.each([
  [{}, {}],
  [{ region: "europe/france" }, { region: "europe/france" }],
  [{ region: "atlantis" }, { slapos: { region: "atlantis" } }],
  [{ computer_guid: "COMP-1" }, { computer_guid: "COMP-1" }],
  [{ instance_guid: "not a reference" }, { slapos: { instance_guid: "not a reference" } }],
  [{ on_loss: "move" }, { on_loss: "move" }],
  [{ on_loss: "panic" }, { slapos: { on_loss: "panic" } }],
  [{ max_price: "3.6 EUR" }, { max_price: { amount: "3.6", currency: "EUR" } }],
  [{ max_price: "cheap" }, { slapos: { max_price: "cheap" } }],
  [
    { mode: "unique_by_network", toString: "x" },
    { slapos: { mode: "unique_by_network", toString: "x" } },
  ],
])("%j is %j, and back", (sla, conditions) => {
  expect(conditionsOf(sla, "default")).toEqual(conditions);
  expect(slaOf(conditionsOf(sla, "default"))).toEqual(sla);
});

test("a backup is kept for a week, unless it says for how long", () => {
  expect(conditionsOf({}, "pull-backup")).toEqual({ slapos: { retention_delay: "7.0" } });
  expect(conditionsOf({ retention_delay: "1" }, "pull-backup")).toEqual({
    slapos: { retention_delay: "1" },
  });
});
