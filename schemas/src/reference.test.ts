import assert from "node:assert/strict";
import { Check } from "typebox/value";
import { describe, test } from "vitest";
import {
  ActorId,
  ItemId,
  itemId,
  master,
  NodeId,
  Reference,
  referenceCharactersMax,
  SoftwareRelease,
  SoftwareType,
  softwareReleaseCharactersMax,
} from "./reference.ts";

describe("a reference ends up in file names and URLs", () => {
  test.each(["COMP-1", "slappart0", "a", "my_site.v2", "x".repeat(referenceCharactersMax)])(
    "%s is one",
    (text) => assert.ok(Check(Reference, text)),
  );

  const bad = [
    "",
    "-a",
    ".",
    "..",
    "a/b",
    "a b",
    "é",
    "a\n",
    "x".repeat(referenceCharactersMax + 1),
  ];
  test.each(bad)("%j is none", (text) => assert.ok(!Check(Reference, text)));
});

describe("nodes, items and actors", () => {
  const kinds = (text: string) => [NodeId, ItemId, ActorId].map((schema) => Check(schema, text));

  test.each([
    ["person:ada", [true, false, true]],
    ["organisation:hoster", [true, false, true]],
    ["account:receivable", [true, false, true]],
    ["computer:COMP-1", [false, true, true]],
    ["partition:COMP-1/slappart0", [false, true, false]],
    ["invoice:INV-1", [false, true, false]],
    ["ada", [false, false, false]],
    ["person:", [false, false, false]],
    ["person:a b", [false, false, false]],
    ["robot:r2", [false, false, false]],
  ])("%s is a node, an item, an actor: %j", (text, expected) => {
    assert.deepEqual(kinds(text), expected);
  });

  test("the Master is a node that acts", () => {
    assert.deepEqual(kinds(master), [true, false, true]);
  });

  test("an item id is built from its type and reference", () => {
    assert.equal(itemId("partition", "COMP-1/slappart0"), "partition:COMP-1/slappart0");
  });
});

describe("a software release is a URL", () => {
  const longest = "https://a/".padEnd(softwareReleaseCharactersMax, "x");
  test.each(["https://software.example/guestbook.json", "file:///srv/guestbook", longest])(
    "%.50s is one",
    (url) => assert.ok(Check(SoftwareRelease, url)),
  );

  test.each(["", "guestbook", "ftp://a/b", "https://", "https://a b", `${longest}x`])(
    "%.50s is none",
    (url) => assert.ok(!Check(SoftwareRelease, url)),
  );

  test("and its type a line", () => {
    assert.deepEqual(
      ["default", "kvm-cluster", "custom:frontend", "", "a\nb"].map((type) =>
        Check(SoftwareType, type),
      ),
      [true, true, true, false, false],
    );
  });
});
