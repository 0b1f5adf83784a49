/** A command is written once, wherever and however often it is sent. */
import { expect, test } from "vitest";
import {
  append,
  appendersMax,
  expectLog,
  type Stores,
  written,
} from "#ledger/testing/store-contract/written.ts";

export function repeating(stores: Stores): void {
  test.each([
    ["the same stream", "one", 0],
    ["the same stream that has moved on", "one", 3],
    ["another stream", "two", 0],
    ["a stream expected elsewhere", "two", 7],
  ])("an id again in %s gets what was recorded first", async (_, stream, expected) => {
    const { store, other } = stores();
    const command = Array.from({ length: 12 }, (_, index) => written("command", index));
    await append(store, "zero", 0, [written("commando")]);
    await append(store, "zero", 1, [written("comma")]);
    const first = await append(store, "one", 0, command);
    await append(store, "one", 12, [written()]);
    const again = await append(other, stream, expected, [written("command")]);
    expect(again).toEqual({ ...first, status: "repeated" });
    await expectLog(store, 15);
  });

  test("of many that append the same command at once, one writes it", async () => {
    const { store, other } = stores();
    const all = await Promise.all(
      Array.from({ length: appendersMax }, (_, index) =>
        append(index % 2 ? store : other, "one", 0, [written("command")]),
      ),
    );
    const count = (status: string) => all.filter((one) => one.status === status).length;
    expect([count("appended"), count("repeated")]).toEqual([1, appendersMax - 1]);
    await expectLog(store, 1);
  });
}
