import { commandKinds, movementKinds } from "@partita/schemas";
import { expect, test } from "vitest";
import { deciders } from "#ledger/deciders.ts";

const kindsOf = (
  kinds: readonly { readonly kind: string; readonly stream: string }[],
  of: string,
) => kinds.filter(({ stream }) => stream === of).map(({ kind }) => kind);

test.each(Object.entries(deciders))(
  "%s answers all its commands and folds all its movements",
  (name, decider) => {
    expect(decider.category).toBe(name);
    expect(Object.keys(decider.decide).toSorted()).toEqual(kindsOf(commandKinds, name));
    expect(Object.keys(decider.evolve).toSorted()).toEqual(kindsOf(movementKinds, name));
  },
);
