import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, test } from "vitest";
import { share } from "./share.ts";

test.each([
  ["nothing", [], 0, []],
  ["whole coins", [100, 200], 3, [1, 2]],
  ["equal halves", [50, 50], 1, [1, 0]],
  ["less than half a coin", [49], 0, [0]],
  ["half a coin", [50], 1, [1]],
  ["thirds, one a little larger", [33, 34, 33], 1, [0, 1, 0]],
  ["almost whole coins", [90, 90, 90], 3, [1, 1, 1]],
  ["coins and remainders", [140, 110, 150], 4, [1, 1, 2]],
  ["nothing beside something", [0, 99, 0], 1, [0, 1, 0]],
])("%s in hundredths of a coin: %j make %s, shared %j", (_, parts, total, shares) => {
  const shared = share(parts.map(BigInt), 100n);
  assert.deepEqual(shared, { total: BigInt(total), shares: shares.map(BigInt) });
});

describe("whatever the parts", () => {
  const anyParts = fc.array(fc.bigInt({ min: 0n, max: 10n ** 30n }), { maxLength: 50 });
  const anyCoin = fc.bigInt({ min: 1n, max: 10n ** 28n });
  const sumOf = (some: readonly bigint[]) => some.reduce((sum, one) => sum + one, 0n);

  test("the shares sum to the total, which is the sum rounded half up", () => {
    fc.assert(
      fc.property(anyParts, anyCoin, (parts, coin) => {
        const { total, shares } = share(parts, coin);
        assert.equal(sumOf(shares), total);
        const over = 2n * (sumOf(parts) - total * coin);
        assert.ok(-coin <= over && over < coin);
      }),
    );
  });

  test("no share is a whole coin off its part, and nothing costs nothing", () => {
    fc.assert(
      fc.property(anyParts, anyCoin, (parts, coin) => {
        const { shares } = share(parts, coin);
        for (const [index, part] of parts.entries()) {
          const over = (shares[index] ?? 0n) * coin - part;
          assert.ok(-coin < over && over < coin);
          assert.ok(part > 0n || shares[index] === 0n);
        }
      }),
    );
  });
});
