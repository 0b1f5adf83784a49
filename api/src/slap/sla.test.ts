import { expect, test } from "vitest";
import { conditionsOf, slaOf } from "#api/slap/sla.ts";
import { attributesOf } from "#api/slap/testing/slap-client.ts";
import { placed, slapHouse, wished } from "#api/slap/testing/slap-market.ts";

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
  [{ ["__proto__"]: "x" }, { slapos: { ["__proto__"]: "x" } }],
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

test("a name that JavaScript has a meaning for is kept, and answered, as any other", async () => {
  const { ada, house } = await slapHouse();
  const odd = new Map([["__proto__", "x"]]);
  const asking = wished("web", { partition_parameter_xml: odd, filter_xml: odd });
  await ada.send("POST", "requestComputerPartition", asking);
  await placed(house, "web");
  const answer = attributesOf(await ada.load("requestComputerPartition", asking));
  expect(answer).toMatchObject({ _parameter_dict: odd, _filter_dict: odd });
});
