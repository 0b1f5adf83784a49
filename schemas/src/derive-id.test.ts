import assert from "node:assert/strict";
import fc from "fast-check";
import { test } from "vitest";
import { deriveId, deriveReference, digestOf } from "./derive-id.ts";

test("the same parts give the same id, for ever", () => {
  // Stored logs hold ids made by this: were the text below to change, retries would write twice.
  assert.equal(deriveId("cause/0", "issue-invoice"), "435fb7a0-5fa6-830c-b435-15c227bb3ff2");
});

test("an id is a UUID of version 8", () => {
  fc.assert(
    fc.property(fc.array(fc.string()), (parts) => {
      const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
      assert.match(deriveId(...parts), uuid);
    }),
  );
});

test("where one part ends and the next begins makes a difference", () => {
  const ids = [deriveId("ab", "c"), deriveId("a", "bc"), deriveId("abc"), deriveId("abc", "")];
  assert.equal(new Set(ids).size, 4);
});

test("a reference has its prefix and ten letters that nobody mistakes", () => {
  fc.assert(
    fc.property(fc.array(fc.string()), (parts) => {
      assert.match(deriveReference("INST", ...parts), /^INST-[0-9A-HJKMNP-TV-Z]{10}$/);
    }),
  );
});

test("references of two kinds differ in their letters too", () => {
  const [instance, tree] = [deriveReference("INST", "a"), deriveReference("TREE", "a")];
  assert.notEqual(instance?.slice(-10), tree?.slice(-10));
});

test("a digest is SHA-256 in hex", () => {
  const empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
  assert.equal(digestOf(""), empty);
});
