import { a } from "@partita/schemas/testing/a.ts";
import { ask } from "@partita/schemas/testing/ask.ts";
import { test } from "vitest";
import { computer } from "#ledger/computer/computer.ts";
import { given } from "#ledger/testing/given.ts";

const streamId = "COMP-1";
const owner = "organisation:hoster";
const release = "https://software.partita.example/guestbook/software.json";
const open = [a("computer-registered"), a("computer-claimed")] as const;
const supplied = a("software-supplied");
const supply = (state: "available" | "destroyed") =>
  ask("supply-software", { streamId, actor: owner, detail: { state } });
const report = (state: "building" | "available" | "failed" | "destroyed", message?: string) =>
  ask("report-software", { streamId, detail: { state, ...(message && { message }) } });

test("supplied software is ordered from the owner", () =>
  given(computer, ...open)
    .when(supply("available"))
    .then({
      kind: "software-supplied",
      resource: "software-release",
      source: owner,
      destination: "network:COMP-1",
      items: ["computer:COMP-1", `software-release:${release}`],
      state: "ordered",
      detail: { softwareRelease: release, state: "available" },
    }));

test("software to be removed goes the other way", () =>
  given(computer, ...open, supplied)
    .when(supply("destroyed"))
    .then({ kind: "software-supplied", source: "network:COMP-1", destination: owner }));

test("supplying what is supplied, and removing what never was, changes nothing", () => {
  given(computer, ...open, supplied)
    .when(supply("available"))
    .thenNothing();
  given(computer, ...open)
    .when(supply("destroyed"))
    .thenNothing();
});

test("only the owner, the Master and the computer supply software", () => {
  const by = (actor: "organisation:other" | "organisation:master") =>
    ask("supply-software", { streamId, actor });
  given(computer, ...open)
    .when(by("organisation:other"))
    .thenRefused("not-yours");
  given(computer, ...open)
    .when(by("organisation:master"))
    .then("software-supplied");
});

test.each([
  ["building", "started"],
  ["available", "delivered"],
  ["failed", "cancelled"],
  ["destroyed", "delivered"],
] as const)("a release reported %s is %s", (state, tense) =>
  given(computer, ...open, supplied)
    .when(report(state))
    .then({ kind: "software-reported", state: tense, detail: { state } }),
);

test("the same report twice changes nothing, another message does", () => {
  const failed = a("software-reported", { detail: { state: "failed", message: "no disk" } });
  const past = [...open, supplied, failed];
  given(computer, ...past)
    .when(report("failed", "no disk"))
    .thenNothing();
  given(computer, ...past)
    .when(report("failed", "no network"))
    .then({ kind: "software-reported", detail: { message: "no network" } });
});

test("software that nobody supplied is not reported", () =>
  given(computer, ...open)
    .when(report("available"))
    .thenRefused("software-not-supplied"));

test("only the agent in charge reports software", () =>
  given(computer, a("computer-registered"), supplied)
    .when(report("available"))
    .thenRefused("agent-not-in-charge"));
