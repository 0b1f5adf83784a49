import { queries } from "@partita/schemas";
import { Compile } from "typebox/compile";
import { afterAll, beforeAll, expect, test } from "vitest";
import { exampleOf, market } from "#api/testing/market.ts";
import { type Caller, type World, world } from "#api/testing/world.ts";

const declared = queries.find(({ name }) => name === "command-outcome");
let house: World;
let path: string;
beforeAll(async () => {
  house = await world();
  await market(house);
  const { body } = await house.post("ada", "/v1/instances", exampleOf("request-instance"));
  path = `/v1/commands/${body.movements[0].split("/")[0]}`;
});
afterAll(() => house.close());

test.each<Caller>(["ada", "auditor"])("%s learns what it wrote, and where", async (caller) => {
  const { status, body } = await house.get(caller, path);
  expect(status).toBe(200);
  expect(declared && Compile(declared.answer).Errors(body)).toEqual([]);
  expect(body.movements).toMatchObject([{ kind: "instance-requested", actor: "person:ada" }]);
  expect(body.position).toBe(body.movements[0].position);
});

test.each<Caller>(["bob", "hoster", "rival", "comp1", "accountant"])(
  "%s does not learn that it exists",
  async (caller) => {
    const other = "/v1/commands/7d0c3a50-0000-8000-8000-00000000ffff";
    const [found, none] = [await house.get(caller, path), await house.get(caller, other)];
    expect([found.status, found.body.code]).toEqual([404, "no-such-command"]);
    expect([none.status, none.body.code]).toEqual([404, "no-such-command"]);
  },
);

test("the house's own commands are seen by auditors only", async () => {
  const [movement] = (await house.ports.store.readAll(0n, 1)).map(({ movement }) => movement);
  const sent = `/v1/commands/${movement?.id.split("/")[0]}`;
  expect((await house.get("hoster", sent)).status).toBe(200);
  expect((await house.get("ada", sent)).body.code).toBe("no-such-command");
});

test("what is no id is refused as such", async () => {
  const { status, body } = await house.get("ada", "/v1/commands/everything");
  expect([status, body.code]).toEqual([400, "schema-mismatch"]);
});
