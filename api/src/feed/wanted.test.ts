import { a } from "@partita/schemas/testing/a.ts";
import { expect, test } from "vitest";
import { wanted } from "#api/feed/wanted.ts";

const auditor = { actor: "person:ines", role: "auditor" } as const;
const recorded = {
  movement: a("offer-published"),
  stream: "offer-OFFER-1",
  revision: 1,
  position: 7n,
};

test.each([
  [{}, true],
  [{ kind: "offer-published" }, true],
  [{ kind: "invoice-issued,offer-published" }, true],
  [{ kind: "invoice-issued" }, false],
  [{ category: "offer" }, true],
  [{ category: "account" }, false],
  [{ stream: "offer-OFFER-1" }, true],
  [{ stream: "offer-OFFER-12" }, false],
  [{ kind: "offer-published", stream: "offer-OFFER-2" }, false],
] as const)("%j wants an offer in the stream of OFFER-1: %s", (filter, expected) => {
  const choice = wanted(filter, auditor);
  expect("show" in choice && choice.show(recorded) !== undefined).toBe(expected);
});

test("a word that is no kind is refused, with the nearest that is one", () =>
  expect(wanted({ kind: "offer-published,ofer-amended" }, auditor)).toMatchObject({
    problem: {
      code: "schema-mismatch",
      detail: "ofer-amended is no kind of movement; did you mean offer-amended?",
    },
  }));
