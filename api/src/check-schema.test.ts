import { commandKinds, regions } from "@partita/schemas";
import { expect, test } from "vitest";
import { checkSchema } from "#api/check-schema.ts";

const command = commandKinds.find(({ kind }) => kind === "request-instance");
if (command === undefined) throw new Error("the registry lost request-instance");
const check = checkSchema(command.detail);
const errorsOf = (change: object) =>
  check({ ...command.example, ...change }).error?.denial.problem.errors;

test("the example of a command is accepted", () => {
  expect(check(command.example)).toEqual({});
});

const known = Object.keys(command.detail.properties).join(", ");

test.each([
  ["an unknown field", { colour: "red" }, "/colour", `is not known here; known are ${known}`],
  [
    "an unknown condition",
    { conditions: { regoin: "europe" } },
    "/conditions/regoin",
    'is not known here; did you mean "region"?',
  ],
  [
    "an unknown region",
    { conditions: { region: "europe/frnace" } },
    "/conditions/region",
    `is none of the ${regions.length} known values; did you mean "europe/france"?`,
  ],
  [
    "a country without its continent",
    { conditions: { region: "France" } },
    "/conditions/region",
    `is none of the ${regions.length} known values; did you mean "europe/france"?`,
  ],
  [
    "a region that is none",
    { conditions: { region: "atlantis" } },
    "/conditions/region",
    `is none of the ${regions.length} known values; ` +
      "they begin with africa, america, asia, europe, oceania",
  ],
  ["an unknown state", { state: "on" }, "/state", "is none of started, stopped, destroyed"],
  [
    "a price as a number",
    { conditions: { max_price: { amount: 1.5, currency: "EUR" } } },
    "/conditions/max_price/amount",
    'is a number; write it as a text: "1.5"',
  ],
  [
    "a price with a comma",
    { conditions: { max_price: { amount: "1,50", currency: "EUR" } } },
    "/conditions/max_price/amount",
    'is not a price as text, at most nine decimals: "1.50"',
  ],
  ["an empty title", { title: "" }, "/title", "is empty; leave it out rather than sending nothing"],
  [
    "a parameter without a name",
    { parameters: { "": "x" } },
    "/parameters/",
    "is a name without a letter",
  ],
  [
    "a large parameter",
    { parameters: { greeting: "x".repeat(262_145) } },
    "/parameters/greeting",
    "is longer than 262144 characters",
  ],
  ["a list for a text", { title: ["a"] }, "/title", "is given more than once, or a list"],
  [
    "another thing than a URL",
    { softwareRelease: "guestbook" },
    "/softwareRelease",
    'is not the URL of a software release: "https://…/software.json"',
  ],
  ["a title of no text", { title: null }, "/title", "must be of type string"],
  [
    "a NUL",
    { parameters: { a: "\0" } },
    "/parameters/a",
    "contains U+0000, which cannot be stored",
  ],
])("%s is refused where it stands, with what to do", (_, change, path, message) => {
  expect(errorsOf(change)).toContainEqual({ path, message });
});

test("a missing field is named", () => {
  const fields = Object.entries(command.example).filter(([name]) => name !== "title");
  const { error } = check(Object.fromEntries(fields));
  expect(error?.denial.problem.errors).toEqual([{ path: "/title", message: "is missing" }]);
});

test("a place that is wrong in two ways is named once", () => {
  expect(errorsOf({ title: "" })).toEqual([
    { path: "/title", message: "is empty; leave it out rather than sending nothing" },
  ]);
});

test("an array is no command", () => {
  expect(check([]).error?.denial.problem.detail).toBe("the body must be of type object");
});

test("a name in the query string is written with a question mark", () => {
  const { error } = checkSchema(command.detail, "querystring")({ ...command.example, page: "1" });
  expect(error?.denial.problem.errors).toEqual([
    { path: "?page", message: `is not known here; known are ${known}` },
  ]);
});
