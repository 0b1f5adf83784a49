import { expect, test } from "vitest";
import { replayOptions } from "./replay-options.ts";

const instant = "2026-06-30T23:59:59.999Z";

test.each([
  [[], { json: false }],
  [["--at", instant, "--json"], { at: instant, json: true }],
  [["--known-at", "120000"], { knownAt: { position: 120_000n }, json: false }],
  [["--known-at", instant], { knownAt: { instant }, json: false }],
  [["--into", "./rows"], { into: { folder: "./rows" }, json: false }],
  [["--into", "schema:half_year"], { into: { schema: "half_year" }, json: false }],
  [["--help"], undefined],
])("%j is understood", (words, options) => {
  expect(replayOptions(words)).toEqual(options);
});

test.each([
  [["--at", "yesterday"], "--at yesterday is no instant; one looks like 2026-"],
  [["--at", "7"], "--at 7 is no instant"],
  [["--known-at", "-1"], /known-at/],
  [["--known-at", "9223372036854775808"], "is no position; the largest is 9223372036854775807"],
  [["--into", ""], "--into names a folder"],
  [["--into", "schema:Half-Year"], "small letters, digits and underscores"],
  [["--into", "schema:projections"], "projections is somebody else's schema"],
  [["--into", "schema:pg_catalog"], "somebody else's"],
  [["--onto", "rows"], /--onto/],
  [["rows"], /rows/],
])("%j is refused in a sentence", (words, sentence) => {
  expect(() => replayOptions(words)).toThrow(sentence);
});
