import { expect, test } from "vitest";
import { checkSchema } from "#api/check-schema.ts";
import { commandId, idempotencyHeaders } from "#api/command-id.ts";
import { idempotencyKeyCharactersMax } from "#api/limits.ts";

const newId = () => "a new id";

test("the same key of the same actor is the same command", () => {
  expect(commandId("person:ada", "k", newId)).toBe(commandId("person:ada", "k", newId));
});

test("the same key of another actor is another command", () => {
  expect(commandId("person:ada", "k", newId)).not.toBe(commandId("person:bob", "k", newId));
});

test("without a key each command is new", () => {
  expect(commandId("person:ada", undefined, newId)).toBe("a new id");
});

test.each([
  ["", true],
  ["two words", true],
  ["clé", true],
  ["x".repeat(idempotencyKeyCharactersMax + 1), true],
  ["x".repeat(idempotencyKeyCharactersMax), false],
  ["8e03978e-40d5-43dd-bc93-6894a57f9324", false],
])("the key %j is malformed: %j", (key, malformed) => {
  const { error } = checkSchema(idempotencyHeaders, "headers")({ "idempotency-key": key });
  expect(error?.denial.problem.code).toBe(malformed ? "idempotency-key-malformed" : undefined);
});
