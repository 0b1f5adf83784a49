import { a } from "@partita/schemas/testing/a.ts";
import { ask } from "@partita/schemas/testing/ask.ts";
import { test } from "vitest";
import { computer } from "#ledger/computer/computer.ts";
import { given } from "#ledger/testing/given.ts";

const owner = "organisation:hoster";
const registered = a("computer-registered");
const claimed = a("computer-claimed");
const register = ask("register-computer", { streamId: "COMP-1", actor: owner });
const claim = (agent: string) =>
  ask("claim-computer", { streamId: "COMP-1", actor: "computer:COMP-1", detail: { agent } });

test("who registers a computer owns it", () =>
  given(computer)
    .when(register)
    .then({
      kind: "computer-registered",
      source: owner,
      destination: "network:COMP-1",
      sourceSection: owner,
      items: ["computer:COMP-1"],
      detail: { title: "A server in Paris", region: "europe/france" },
    }));

test("registering the same computer again changes nothing", () =>
  given(computer, registered).when(register).thenNothing());

test.each([
  ["somebody else", ask("register-computer", { actor: "organisation:other" })],
  ["another title", ask("register-computer", { actor: owner, detail: { title: "Mine" } })],
  ["another region", ask("register-computer", { actor: owner, detail: { region: "asia/japan" } })],
])("a reference that is taken is refused to %s", (_, command) =>
  given(computer, registered).when(command).thenRefused("computer-registered-already"),
);

test("a computer does not register itself", () =>
  given(computer)
    .when(ask("register-computer", { actor: "computer:COMP-1" }))
    .thenRefused("not-yours"));

test.each([
  claim("agent-1"),
  ask("release-claim"),
  ask("set-capacity"),
  ask("supply-software"),
  ask("report-software"),
  ask("allocate-partition"),
  ask("release-partition"),
  ask("set-allocation-scope"),
  ask("bang-computer"),
  ask("declare-computer-lost"),
])("$kind needs a computer that is registered", (command) =>
  given(computer).when(command).thenRefused("no-such-computer"),
);

test("an agent takes charge of a computer", () =>
  given(computer, registered)
    .when(claim("agent-1"))
    .then({ kind: "computer-claimed", state: "started", detail: { agent: "agent-1" } }));

test("the agent in charge may claim its computer again, another may not", () => {
  given(computer, registered, claimed).when(claim("agent-0a1b2c")).thenNothing();
  given(computer, registered, claimed)
    .when(claim("agent-2"))
    .thenRefused("computer-claimed-already", { holder: "agent-0a1b2c" });
});

test("after its owner has released the claim, another agent may take charge", () => {
  const release = ask("release-claim", { streamId: "COMP-1", actor: owner });
  given(computer, registered, claimed)
    .when(release)
    .then({ kind: "claim-released", state: "stopped", detail: { agent: "agent-0a1b2c" } });
  given(computer, registered, claimed, a("claim-released"))
    .when(claim("agent-2"))
    .then("computer-claimed");
});

test("a claim that nobody holds is released by doing nothing", () =>
  given(computer, registered)
    .when(ask("release-claim", { actor: owner }))
    .thenNothing());

test("a claim is released by the owner or the Master, by nobody else", () => {
  const past = [registered, claimed];
  given(computer, ...past)
    .when(ask("release-claim"))
    .then("claim-released");
  given(computer, ...past)
    .when(ask("release-claim", { actor: "organisation:other" }))
    .thenRefused("not-yours");
});

test("a person may own a computer", () =>
  given(computer)
    .when(ask("register-computer", { streamId: "COMP-1", actor: "person:ada" }))
    .then({ kind: "computer-registered", sourceSection: "person:ada" }));

const scope = (
  wanted: "open" | "close/maintenance",
  actor: "computer:COMP-1" | typeof owner = owner,
) => ask("set-allocation-scope", { streamId: "COMP-1", actor, detail: { scope: wanted } });

test("its owner closes a computer and opens it again; it is open to begin with", () => {
  given(computer, registered).when(scope("open")).thenNothing();
  given(computer, registered)
    .when(scope("close/maintenance"))
    .then({
      kind: "allocation-scope-set",
      quantity: "0",
      items: ["computer:COMP-1"],
      detail: { scope: "close/maintenance" },
    });
  const closed = [registered, a("allocation-scope-set")];
  given(computer, ...closed)
    .when(scope("close/maintenance"))
    .thenNothing();
  given(computer, ...closed)
    .when(scope("open"))
    .then("allocation-scope-set");
});

test("no computer opens or closes it", () =>
  given(computer, registered).when(scope("open", "computer:COMP-1")).thenRefused("not-yours"));
