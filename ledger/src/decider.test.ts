import type { Movement } from "@partita/schemas";
import { a } from "@partita/schemas/testing/a.ts";
import { ask } from "@partita/schemas/testing/ask.ts";
import { expect, test } from "vitest";
import { computer } from "#ledger/computer/computer.ts";
import { commandDigest, decide, isOf } from "#ledger/decider.ts";

const command = ask("register-computer", { streamId: "COMP-1", actor: "organisation:hoster" });

test("what follows from a command is stamped with its id and index, actor, time and digest", () => {
  expect(decide(computer, [], command)).toMatchObject({
    movements: [
      {
        id: `${command.id}/0`,
        actor: "organisation:hoster",
        recordedAt: command.at,
        causes: [],
        commandDigest: commandDigest(command),
      },
    ],
  });
});

test("the same command on the same past gives the same answer", () => {
  const past = [a("computer-registered")];
  const claim = ask("claim-computer", { streamId: "COMP-1" });
  expect(decide(computer, past, claim)).toEqual(decide(computer, past, claim));
});

test("the digest tells another wish from the same one sent later under another id", () => {
  const later = { ...command, id: "another", at: "2026-03-01T00:00:00.000Z", causes: ["x/0"] };
  expect(commandDigest(later)).toBe(commandDigest(command));
  expect(commandDigest({ ...command, streamId: "COMP-2" })).not.toBe(commandDigest(command));
  expect(commandDigest({ ...command, actor: "person:ada" })).not.toBe(commandDigest(command));
  const detail = { ...command.detail, title: "Another" };
  expect(commandDigest({ ...command, detail })).not.toBe(commandDigest(command));
});

test("a movement is of the command whose whole id it carries", () => {
  const movement = a("capacity-set", { id: "12/0" });
  expect(isOf({ id: "12" }, movement)).toBe(true);
  expect(isOf({ id: "1" }, movement)).toBe(false);
});

test("a movement of a kind that is not known is a fault", () => {
  // As written by a later version of the house.
  const unknown = {
    ...a("capacity-set"),
    kind: "computer-moved",
  } as unknown as Movement<"capacity-set">;
  expect(() => decide(computer, [unknown], command)).toThrow("does not know computer-moved");
});
