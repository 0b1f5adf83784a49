import { chmod, readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { aFolder } from "#certificates/testing/a-folder.ts";
import { demandPrivate, readSecret, replaceFile, writeOnce } from "./durable-file.ts";

test("of many that write a file once, one does, and no draft stays", async () => {
  const folder = await aFolder();
  const path = join(folder, "it");
  const writers = Array.from({ length: 20 }, (_, index) =>
    writeOnce(path, `${index}`.repeat(5000)),
  );
  const results = await Promise.all(writers);
  expect(results.filter(Boolean)).toHaveLength(1);
  expect(await readFile(path, "utf8")).toBe(`${results.indexOf(true)}`.repeat(5000));
  expect(await readdir(folder)).toEqual(["it"]);
});

test("a file is replaced whole, and only its owner may read it", async () => {
  const folder = await aFolder();
  const path = join(folder, "it");
  await replaceFile(path, "one");
  await replaceFile(path, "two");
  expect(await readSecret(path)).toBe("two");
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await readdir(folder)).toEqual(["it"]);
});

test("a file that is not there is nothing", async () => {
  expect(await readSecret(join(await aFolder(), "it"))).toBeUndefined();
});

test.each([
  [0o600, true],
  [0o400, true],
  [0o640, true],
  [0o660, false],
  [0o604, false],
  [0o602, false],
])("mode %o: private is %s", async (mode, isPrivate) => {
  const path = join(await aFolder(), "it");
  await writeOnce(path, "secret");
  await chmod(path, mode);
  const demanded = demandPrivate(path).then(
    () => "private",
    (error: Error) => error.message,
  );
  expect(await demanded).toBe(
    isPrivate ? "private" : `${path} is open to others; close it: chmod go-rwx ${path}`,
  );
});

test("what cannot be written is a fault that says where", async () => {
  const folder = await aFolder();
  await expect(writeOnce(join(folder, "missing", "it"), "x")).rejects.toThrow("ENOENT");
});
