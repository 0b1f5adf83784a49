import { Conditions, Instant, NodeId, Parameters, Position, Prices } from "@partita/schemas";
import { expect, test } from "vitest";
import { fieldTable, type Shape } from "./fields.ts";

const rowsOf = (schema: object) => fieldTable(schema).split("\n").slice(2);

test("nested fields stand with their path", () => {
  expect(rowsOf(Prices).map((row) => row.split(" | ")[0])).toEqual([
    "| `currency`",
    "| `hourly`",
    "| `usage`",
    "| `usage.cpu-second`",
    "| `usage.memory-gib-hour`",
    "| `usage.disk-gib-hour`",
  ]);
});

test("what may be left out says so, and a long list of words is counted", () => {
  const [region = ""] = rowsOf(Conditions);
  expect(region).toMatch(/^\| `region` \| no \| one of `africa`, .* \(\d+ in all\) \|$/);
});

test("values by name, lists and limits are told in words", () => {
  const list: Shape = { type: "array", maxItems: 3, items: { type: "string", maxLength: 5 } };
  const shape = { properties: { named: Parameters, list, count: { type: "integer", minimum: 1 } } };
  expect(rowsOf(shape).join("\n")).toMatchInlineSnapshot(`
    "| \`named\` | no | named values, each text, 0 to 262144 characters, \`^[^\\u0000]*$\` |
    | \`list\` | no | list, 0 to 3 entries of text, 0 to 5 characters |
    | \`count\` | no | whole number, at least 1 |"
  `);
});

test("a schema without fields says so", () => {
  expect(fieldTable({ type: "object", properties: {} })).toBe("No fields.");
});

test("a shape that occurs everywhere is called by its name", () => {
  const shape = { properties: { at: Instant, by: NodeId, after: Position } };
  expect(rowsOf(shape).map((row) => row.split(" | ")[2])).toEqual([
    "an instant, `2026-01-31T12:00:00.000Z` |",
    "a node, `person:ada` |",
    "a position in the log, as text |",
  ]);
});
