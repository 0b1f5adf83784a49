/** Reads a decider test as a sentence: given what happened, when asked this, then that. */
import assert from "node:assert/strict";
import type { CommandOf, MovementOf, RefusalCode, StreamCategory } from "@partita/schemas";
import { type Decider, decide } from "#ledger/decider.ts";

export function given<C extends StreamCategory, State>(
  decider: Decider<C, State>,
  ...past: MovementOf<C>[]
) {
  return {
    when(command: CommandOf<C>) {
      const decision = decide(decider, past, command);
      const movements = "movements" in decision ? decision.movements : [];
      return {
        /** Kinds in their order, each with the part of it that the test is about. */
        // biome-ignore lint/suspicious/noThenProperty: a sentence needs it; nobody awaits it.
        then(...expected: readonly (MovementOf<C>["kind"] | Expected<C>)[]) {
          assert.ok("movements" in decision, `refused: ${JSON.stringify(decision)}`);
          const wanted = expected.map((one) => (typeof one === "string" ? { kind: one } : one));
          assert.deepEqual(
            movements.map(({ kind }) => kind),
            wanted.map(({ kind }) => kind),
          );
          for (const [index, want] of wanted.entries())
            assert.partialDeepStrictEqual(movements[index], want);
        },
        thenNothing() {
          assert.deepEqual(decision, { movements: [] });
        },
        /** With the facts that the test is about. */
        thenRefused(code: RefusalCode, facts: Readonly<Record<string, string>> = {}) {
          assert.ok("refusal" in decision, `expected ${code}, got ${JSON.stringify(decision)}`);
          assert.equal(decision.refusal.code, code);
          assert.partialDeepStrictEqual(decision.refusal.facts, facts);
        },
      };
    },
  };
}

type Expected<C extends StreamCategory> = {
  readonly kind: MovementOf<C>["kind"];
  readonly detail?: object;
  readonly [frame: string]: unknown;
};
