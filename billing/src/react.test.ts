import assert from "node:assert/strict";
import { memoryCheckpoints, type Send, sender } from "@partita/ledger";
import { rowsOf } from "@partita/projections/testing/rows-after.ts";
import { deriveId, type Movement } from "@partita/schemas";
import { a } from "@partita/schemas/testing/a.ts";
import { afterEach, describe, test } from "vitest";
import { at } from "./testing/books.ts";
import { house } from "./testing/house.ts";

let opened: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened) await one.stop();
  opened = [];
});

/** A house in which each of these buyers has hosted an instance since midnight. */
async function hoster(...buyers: readonly `person:${string}`[]) {
  const opening = await house(...buyers.flatMap(instanceOf));
  opened.push(opening);
  return opening;
}

function instanceOf(buyer: `person:${string}`): Movement[] {
  const [instance, tree] = [`INST-${buyer}`, `TREE-${buyer}`];
  const ends = { destinationSection: buyer, items: [`instance-tree:${tree}` as const] };
  const detail = { instance, tree, award: awardOf(buyer) };
  return [
    a("instance-requested", { ...ends, detail: { instance, tree, owner: buyer } }),
    a("instance-awarded", { id: awardOf(buyer), ...ends, detail: { ...detail, buyer } }),
    a("instance-started", { ...ends, startsAt: at("00:00"), detail }),
  ];
}

const awardOf = (buyer: string) => `award of ${buyer}/0`;

/** A report that ended before 00:01, of 42.5 cpu-seconds, however late it comes. */
function used(buyer: `person:${string}`) {
  return a("usage-reported", {
    destinationSection: buyer,
    detail: { instance: `INST-${buyer}`, tree: `TREE-${buyer}`, award: awardOf(buyer) },
  });
}

test("a closing gets an invoice with hosting and usage, told once", async () => {
  const { record, close, bill, invoices } = await hoster("person:ada");
  await record(used("person:ada"));
  await close(at("02:00"));
  const [told, ...others] = await bill();
  const [invoice] = await invoices();
  // Two hours at 3.60, and 42.5 cpu-seconds at 0.01, which is 0.425.
  assert.equal(invoice?.detail.total, "7.63");
  assert.partialDeepStrictEqual(told, { buyer: "person:ada", currency: "EUR", total: "7.63" });
  assert.deepEqual(others, []);
});

test("an invoice takes its id from the closing, and names it as its cause", async () => {
  const { close, bill, account } = await hoster("person:ada");
  await close(at("02:00"));
  await bill();
  const [closing, invoice, posting] = await account();
  const id = deriveId(closing?.id ?? "", "issue-invoice", "person:ada", "EUR");
  assert.deepEqual([invoice?.id, posting?.id], [`${id}/0`, `${id}/1`]);
  assert.deepEqual(invoice?.causes, [closing?.id]);
  assert.equal(invoice?.actor, "organisation:master");
});

test("two closings taken up together bill each moment once", async () => {
  const { record, close, bill, invoices } = await hoster("person:ada");
  await record(used("person:ada"));
  await close(at("01:00"));
  await close(at("03:00"));
  await bill();
  const totals = (await invoices()).map(({ detail }) => [detail.number, detail.total]);
  assert.deepEqual(totals, [
    [1, "4.03"],
    [2, "7.20"],
  ]);
});

test("late usage is billed at the next closing, with its own dates", async () => {
  const { record, close, bill, invoices } = await hoster("person:ada");
  await close(at("02:00"));
  await bill();
  await record(used("person:ada"));
  await close(at("03:00"));
  await bill();
  const [, second] = await invoices();
  assert.partialDeepStrictEqual(
    second?.detail.lines.find(({ resource }) => resource === "cpu-second"),
    { startsAt: at("00:00"), stopsAt: at("00:01"), amount: "0.43" },
  );
});

test("a closing without consumption gets no invoice", async () => {
  const { close, bill, account } = await hoster();
  await close(at("02:00"));
  assert.deepEqual(await bill(), []);
  assert.deepEqual(
    (await account()).map(({ kind }) => kind),
    ["period-closed"],
  );
});

test("consumption whose award is unknown is told, and stays unbilled", async () => {
  const { record, close, bill, invoices } = await hoster("person:ada");
  await record(a("usage-reported", { detail: { award: "lost/0" } }));
  await close(at("02:00"));
  const refused = (await bill()).flatMap((one) => ("refusal" in one ? [one.refusal] : []));
  assert.deepEqual(
    refused.map(({ code, facts }) => [code, facts.award]),
    [["no-such-award", "lost/0"]],
  );
  assert.equal((await invoices()).length, 1);
});

describe("a crash changes nothing", () => {
  test("when billing starts again from the beginning", async () => {
    const { close, bill, store } = await hoster("person:ada", "person:grace");
    await close(at("02:00"));
    await bill();
    const head = await store.head();
    assert.deepEqual(await bill(), []);
    assert.equal(await store.head(), head);
  });

  test("between two invoices of a closing", async () => {
    const { store, close, bill, invoices } = await hoster("person:ada", "person:grace");
    await close(at("02:00"));
    const checkpoints = memoryCheckpoints();
    const send: Send = async (command) => {
      if ((await invoices()).length === 1) throw new Error("killed");
      return sender(store)(command);
    };
    await assert.rejects(bill({ checkpoints, send }), /killed/);
    await bill({ checkpoints });
    const buyers = (await invoices()).map(({ detail }) => [detail.number, detail.buyer]);
    assert.deepEqual(buyers, [
      [1, "person:ada"],
      [2, "person:grace"],
    ]);
  });

  test("when told to stop before the projections have come", async () => {
    const { rows, close, bill, invoices, checkpoints } = await hoster("person:ada");
    await close(at("02:00"));
    const stop = new AbortController();
    const reached = async () => {
      stop.abort();
      return false;
    };
    await bill({ rows: { ...rows, reached }, checkpoints, signal: stop.signal });
    assert.equal(await checkpoints.load("billing"), 0n);
    assert.deepEqual(await invoices(), []);
  });
});

describe("billing that sees too little bills nothing twice", () => {
  /** January's invoice is issued, February is closed, and `behind` has not seen the invoice. */
  async function behindByAnInvoice() {
    const opening = await hoster("person:ada");
    await opening.close(at("01:00"));
    const behind = { ...(await rowsOf(opening.store)), reached: async () => true };
    await opening.bill();
    await opening.close(at("03:00"));
    return { ...opening, behind };
  }

  test("and looks again", async () => {
    const { rows, behind, bill, invoices } = await behindByAnInvoice();
    let reads = 0;
    const read: typeof rows.read = (question) => (++reads > 2 ? rows : behind).read(question);
    await bill({ rows: { ...rows, read } });
    const totals = (await invoices()).map(({ detail }) => detail.total);
    assert.deepEqual({ reads, totals }, { reads: 3, totals: ["3.60", "7.20"] });
  });

  test("and gives up when that does not help", async () => {
    const { behind, bill, invoices } = await behindByAnInvoice();
    await assert.rejects(bill({ rows: behind }), /rows still lack invoices/);
    assert.equal((await invoices()).length, 1);
  });

  test("and lets the invoice stand that another billing issued meanwhile", async () => {
    const { store, record, close, bill, invoices } = await hoster("person:ada");
    await close(at("02:00"));
    const send: Send = async (command) => {
      await record(used("person:ada"));
      await bill();
      return sender(store)(command);
    };
    assert.deepEqual(await bill({ send }), []);
    assert.deepEqual(
      (await invoices()).map(({ detail }) => detail.total),
      ["7.63"],
    );
  });

  test("and stops when the projections do not come at all", async () => {
    const { rows, close, bill } = await hoster("person:ada");
    await close(at("02:00"));
    const never = { ...rows, reached: async () => false };
    await assert.rejects(bill({ rows: never }), /did not reach position 4 in 60 seconds/);
  });
});

test("a shared instance costs nothing beside its host, and lacks no price", async () => {
  const { record, close, bill, invoices } = await hoster("person:ada");
  const detail = { instance: "INST-SHARED", tree: "TREE-person:ada" };
  await record(
    a("instance-requested", { detail: { ...detail, owner: "person:ada", shared: true } }),
    a("instance-hosted", { id: "hosted/0", detail: { ...detail, host: "INST-person:ada" } }),
    a("instance-started", {
      quantity: "0",
      startsAt: at("00:00"),
      detail: { ...detail, award: "hosted/0" },
    }),
  );
  await close(at("01:00"));
  assert.partialDeepStrictEqual(await bill(), [{ buyer: "person:ada", total: "3.60" }]);
  const [invoice, ...others] = await invoices();
  assert.deepEqual([invoice?.detail.lines.length, others], [1, []]);
});
