import { checkEvidence } from "@partita/schemas/log/evidence.ts";
import { expect, test } from "vitest";
import { evidenceOf } from "#ledger/merkle/evidence-of.ts";
import { LogDamaged } from "#ledger/merkle/merkle-log.ts";
import { merkleHouse } from "#ledger/testing/merkle-house.ts";

async function house() {
  const made = merkleHouse();
  const leafAt = async (index: number) => {
    const [recorded] = await made.store.readAll(BigInt(index), 1);
    if (recorded === undefined) throw new Error(`nothing is at ${index}`);
    return { index, recorded };
  };
  await made.append(5);
  await made.grow();
  await made.log.seal();
  await made.append(300);
  await made.grow();
  return { ...made, leafAt };
}

test("evidence is accepted by whoever has the key", async () => {
  const { log, key, leafAt } = await house();
  const evidence = await evidenceOf(log, await leafAt(2));
  expect(checkEvidence(evidence, key).checkpoint.size).toBe(5);
});

test("a leaf that no checkpoint covers yet gets one", async () => {
  const { log, key, leafAt } = await house();
  const evidence = await evidenceOf(log, await leafAt(299));
  expect(checkEvidence(evidence, key).checkpoint.size).toBe(305);
});

test("an older checkpoint is proven to be kept", async () => {
  const { log, key, leafAt } = await house();
  await log.seal();
  const { checkpoint, older } = checkEvidence(await evidenceOf(log, await leafAt(2), 5), key);
  expect([older?.size, checkpoint.size]).toEqual([5, 305]);
});

test("a checkpoint that was never signed cannot be continued", async () => {
  const { log, leafAt } = await house();
  for (const since of [0, 4, 6, 1000])
    expect(await evidenceOf(log, await leafAt(2), since)).toBe("unknown-checkpoint");
});

test("of a movement that was changed since, no evidence is made", async () => {
  const { log, leafAt } = await house();
  const { index, recorded } = await leafAt(2);
  const changed = { ...recorded, revision: recorded.revision + 1 };
  await expect(evidenceOf(log, { index, recorded: changed })).rejects.toThrow(LogDamaged);
});
