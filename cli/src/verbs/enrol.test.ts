import { createHash } from "node:crypto";
import { fakeMaster } from "@partita/schemas/testing/fake-master.ts";
import { expect, test } from "vitest";
import { say } from "#cli/testing/say.ts";

const done = { movements: ["m/0"], position: "20", subject: "ENROL-0000000001" };
const hashOf = (text: string) => createHash("sha256").update(text).digest("hex");

test("new enrols somebody for a certificate of its own, once", async () => {
  await using master = await fakeMaster({ "issue-enrolment": done });
  const { printed } = await say(["enrol", "new", "computer:COMP-1"], master.url);
  expect(master.heard[0]?.body).toEqual({
    holder: "computer:COMP-1",
    role: "computer",
    purpose: "certificate",
    tokenHash: hashOf(printed),
    expiresAt: "1970-01-02T00:00:00.000Z",
  });
});

test("with --json the token stands in the one object", async () => {
  await using master = await fakeMaster({ "issue-enrolment": done });
  const { printed } = await say(["enrol", "new", "person:bob", "--json"], master.url);
  expect(JSON.parse(printed)).toEqual({ ...done, token: expect.stringMatching(/^.{43}$/) });
});

test("a computer that is to be registered gets another purpose", async () => {
  await using master = await fakeMaster({ "issue-enrolment": done });
  await say(["computer", "token", "--hours", "2"], master.url);
  expect(master.heard[0]?.body).toMatchObject({
    holder: "organisation:hoster",
    purpose: "register-computer",
    expiresAt: "1970-01-01T02:00:00.000Z",
  });
});

test("list says who used which", async () => {
  const enrolment = {
    enrolment: "ENROL-1",
    holder: "organisation:hoster",
    owner: "organisation:hoster",
    role: "organisation",
    purpose: "register-computer",
    subject: "computer:COMP-1",
    expiresAt: "2026-01-02T00:00:00.000Z",
  } as const;
  await using master = await fakeMaster({
    enrolments: { enrolments: [enrolment], position: "20" },
  });
  const { printed } = await say(["enrol"], master.url);
  expect(printed).toMatch(/register-computer {2}2026-01-02T00:00:00.000Z {2}computer:COMP-1$/);
});
