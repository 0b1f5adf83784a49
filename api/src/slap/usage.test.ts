import { expect, test } from "vitest";
import { HttpError, slapClient } from "#api/slap/testing/slap-client.ts";
import { slapHouse } from "#api/slap/testing/slap-market.ts";

const comp1 = { computer_id: "COMP-1" };

function movement(resource: string, reference: string, quantity: string): string {
  return `<movement><resource>${resource}</resource><title>of ${reference}</title>
<reference>${reference}</reference><quantity>${quantity}</quantity><price>0.0</price>
<VAT>None</VAT><category>None</category></movement>`;
}

/** As `slapos node report` posts it (spec/slapos.md, 7.2), when the house's clock has passed it. */
function aggregate(stop: string, movements: string): string {
  return `<?xml version="1.0"?><journal><transaction type="Sale Packing List">
<title>Resource consumptions</title><start_date></start_date><stop_date>${stop}</stop_date>
<reference>COMP-1</reference><currency></currency><payment_mode></payment_mode>
<category></category><arrow type="Administration"><source></source><destination></destination>
</arrow>${movements}</transaction></journal>`;
}

async function house() {
  const clients = await slapHouse();
  clients.house.pass(3_600_000);
  const verdicts = async () => {
    const recorded = await clients.house.ports.store.read("usage", "COMP-1");
    return recorded.flatMap(({ movement: { kind, detail } }) =>
      kind === "usage-judged" ? detail.verdicts.map(({ verdict }) => verdict) : [],
    );
  };
  return { ...clients, verdicts };
}

const hour = "2026-01-01 at 01:00:00";
const lines = [
  movement("cpu-second", "slappart0", "42.5"),
  movement("CPU Consumption", "slappart0", "42.5"),
  movement("cpu-second", "slappart9", "1"),
  movement("service_module/cpu_load_percent", "COMP-1", "12.5"),
].join("");

test("each line of an aggregate is judged, with a reason where it is not taken", async () => {
  const { node, verdicts, house: market } = await house();
  const reply = await node.send("POST", "useComputer", {
    ...comp1,
    use_string: aggregate(hour, lines),
  });
  expect(reply).toMatchObject({ status: 200, body: "OK" });
  expect(await verdicts()).toEqual([
    ...["accepted", "unknown-resource", "unknown-item", "unknown-item"],
  ]);
  expect(await market.kinds()).toContain("usage-reported");
});

test("what is posted twice counts once; another aggregate is another report", async () => {
  const { node, verdicts, house: market } = await house();
  const one = movement("cpu-second", "slappart0", "42.5");
  const post = (stop: string) =>
    node.post("useComputer", { ...comp1, use_string: aggregate(stop, one) });
  await post(hour);
  await post(hour);
  expect(await verdicts()).toEqual(["accepted"]);
  market.pass(1_800_000);
  await post("2026-01-01 at 01:30:00");
  expect(await verdicts()).toEqual(["accepted", "accepted"]);
});

test("an aggregate of a computer in Paris is booked when it was made", async () => {
  const { node, verdicts, house: market } = await house();
  const one = movement("cpu-second", "slappart0", "42.5");
  await node.post("useComputer", {
    ...comp1,
    use_string: aggregate("2026-01-01 at 02:00:00", one),
  });
  expect(await verdicts()).toEqual(["accepted"]);
  const [reported] = await market.ports.store.read("usage", "COMP-1", 1);
  expect(reported?.movement.stopsAt).toBe("2026-01-01T01:00:00.000Z");
});

test.each([
  ["", "nothing"],
  ["not xml", "no XML"],
  ["<consumption/>", "another document"],
  [aggregate("", movement("cpu-second", "slappart0", "1")), "a date missing"],
  [aggregate(hour, "<movement>a & b</movement>"), "a bare ampersand"],
  ['<!DOCTYPE j [<!ENTITY e "x">]><journal>&e;</journal>', "entities"],
])("%s is malformed, and answered with nothing: %s", async (use_string) => {
  const { node, verdicts } = await house();
  const reply = await node.send("POST", "useComputer", { ...comp1, use_string });
  expect(reply).toMatchObject({ status: 400, body: "" });
  expect(await verdicts()).toEqual([]);
});

test("usage is reported by the computer alone", async () => {
  const { owner, software, house: market } = await house();
  const use_string = aggregate(hour, lines);
  for (const client of [owner, software, slapClient(market, "comp2")])
    await expect(client.post("useComputer", { ...comp1, use_string })).rejects.toThrow(HttpError);
});
