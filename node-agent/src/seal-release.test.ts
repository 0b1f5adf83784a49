import { expect, test } from "vitest";
import { sealRelease } from "./seal-release.ts";

test("digests and versions are brought in line, everything else stays", () => {
  const text = JSON.stringify({ name: "web", files: { a: "old" }, packages: { pg: "0" } });
  const sealed = sealRelease(
    text,
    () => Buffer.from("abc"),
    () => "8.1.0",
  );
  expect(sealed).toEqual({
    name: "web",
    files: { a: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
    packages: { pg: "8.1.0" },
  });
});

test("a release without packages is given none", () => {
  const text = JSON.stringify({ files: {} });
  expect(
    sealRelease(
      text,
      () => Buffer.of(),
      () => "1",
    ),
  ).toEqual({ files: {} });
});
