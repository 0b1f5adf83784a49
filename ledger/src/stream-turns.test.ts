import { expect, test } from "vitest";
import { streamTurns } from "#ledger/stream-turns.ts";

/** Work that ends when it is told to, and notes what happens. */
function works() {
  const noted: string[] = [];
  const ends = new Map<string, (error?: Error) => void>();
  const work = (name: string) => () =>
    new Promise<string>((resolve, reject) => {
      noted.push(`${name} begins`);
      ends.set(name, (error) => (error === undefined ? resolve(name) : reject(error)));
    });
  const end = async (name: string, error?: Error) => {
    noted.push(`${name} ends`);
    ends.get(name)?.(error);
    await settled();
  };
  return { noted, work, end };
}

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

test("on one stream, work begins when what came before it has ended", async () => {
  const { noted, work, end } = works();
  const turns = streamTurns();
  const both = ["first", "second"].map((name) => turns.take("one", work(name)));
  await settled();
  expect(noted).toEqual(["first begins"]);
  await end("first");
  await end("second");
  expect(noted).toEqual(["first begins", "first ends", "second begins", "second ends"]);
  expect(await Promise.all(both)).toEqual(["first", "second"]);
});

test("streams do not wait for each other", async () => {
  const { noted, work, end } = works();
  const turns = streamTurns();
  const both = ["one", "two"].map((stream) => turns.take(stream, work(stream)));
  await settled();
  expect(noted).toEqual(["one begins", "two begins"]);
  await end("one");
  await end("two");
  await Promise.all(both);
});

test("work that fails tells only who asked for it", async () => {
  const { work, end } = works();
  const turns = streamTurns();
  const first = turns.take("one", work("first"));
  const second = turns.take("one", work("second"));
  await settled();
  const failed = expect(first).rejects.toThrow("disk full");
  await end("first", new Error("disk full"));
  await failed;
  await end("second");
  expect(await second).toBe("second");
});

test("more than may wait are turned away, and the line moves on", async () => {
  const { work, end } = works();
  const turns = streamTurns(1);
  const both = ["first", "second"].map((name) => turns.take("one", work(name)));
  await expect(turns.take("one", work("third"))).rejects.toThrow("wait for stream one already");
  await settled();
  await end("first");
  const fourth = turns.take("one", work("fourth"));
  await end("second");
  await end("fourth");
  expect(await Promise.all([...both, fourth])).toEqual(["first", "second", "fourth"]);
});
