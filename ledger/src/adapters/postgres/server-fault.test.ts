import { DatabaseError } from "pg";
import { expect, test } from "vitest";
import { serverFault } from "#ledger/adapters/postgres/server-fault.ts";

function answered(code: string, severity = "ERROR"): DatabaseError {
  const error = new DatabaseError("refused", 1, "error");
  return Object.assign(error, { code, severity });
}

test.each([
  ["a value that is no JSON", "22P02", "data"],
  ["an id that is stored already", "23505", "data"],
  ["a full disk", "53100", "refused"],
  ["a lock not got in time", "55P03", "refused"],
  ["a server that shuts down", "57P01", "lost"],
  ["a server that failed within", "XX000", "lost"],
])("%s (%s) is %s, in whatever language the server says so", (_, code, fault) => {
  expect(serverFault(answered(code))).toBe(fault);
  expect(serverFault(answered(code, "FEHLER"))).toBe(fault);
});

test("of a connection that broke nobody can tell", () => {
  expect(serverFault(new Error("Connection terminated unexpectedly"))).toBe("lost");
});
