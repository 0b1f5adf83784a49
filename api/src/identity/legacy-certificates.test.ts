import { createPrivateKey, X509Certificate } from "node:crypto";
import { digestOf, instantOf } from "@partita/schemas";
import { afterEach, beforeEach, expect, test } from "vitest";
import { certifyByToken, registerByToken } from "#api/identity/by-token.ts";
import { certificateOfComputer, revokeOfComputer } from "#api/identity/computer-certificates.ts";
import { certificateOfInstance } from "#api/identity/instance-certificate.ts";
import { exampleOf, expected, hosted, market } from "#api/testing/market.ts";
import { callers, type World, world } from "#api/testing/world.ts";

const day = 86_400_000;
const token = "the-token-of-an-enrolment";

let house: World;
beforeEach(async () => {
  house = await world();
});
afterEach(() => house.close());

async function enrol(purpose: string) {
  const expiresAt = instantOf(Date.parse(house.ports.clock()) + day);
  const body = { ...exampleOf("issue-enrolment"), tokenHash: digestOf(token), expiresAt, purpose };
  expected(201, await house.post("hoster", "/v1/enrolments", body));
}

/** Throws a denial: a test that goes on with one would not say what is wrong. */
function allowed<Answer extends object>(answer: Answer): Exclude<Answer, { problem: unknown }> {
  if ("problem" in answer) throw new Error(JSON.stringify(answer.problem));
  // What is no denial is an answer.
  return answer as Exclude<Answer, { problem: unknown }>;
}
const codeOf = (answer: object) => ("problem" in answer ? Object(answer.problem).code : "allowed");

function fits({ key = "", certificate }: { key?: string; certificate: string }): boolean {
  return new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key));
}

test("a computer is registered with a key that the Master makes, once", async () => {
  await enrol("register-computer");
  const asked = { token, title: "a server" };
  const { computer, certified } = allowed(await registerByToken(house.ports, asked));
  expect(fits(certified)).toBe(true);
  expect(certified.text).toContain(`${computer}/email`);
  expect(codeOf(await registerByToken(house.ports, asked))).toBe("enrolment-used");
  const log = await house.ports.store.readAll(0n, 100);
  const issued = log.at(-1)?.movement;
  expect(issued).toMatchObject({ kind: "certificate-issued", detail: { keyMadeBy: "master" } });
  const key = certified.key?.split("\n")[1] ?? "no key";
  expect(JSON.stringify(log.map(({ movement }) => movement))).not.toContain(key);
});

test("a holder is certified with a key that the Master makes, once", async () => {
  await enrol("certificate");
  const { holder, certified } = allowed(await certifyByToken(house.ports, { token }));
  expect([holder, fits(certified)]).toEqual(["organisation:hoster", true]);
  expect(codeOf(await certifyByToken(house.ports, { token }))).toBe("enrolment-used");
});

test("a computer has one certificate at a time", async () => {
  await market(house);
  const asker = callers.comp1;
  const first = allowed(await certificateOfComputer(house.ports, asker, "COMP-1"));
  expect(fits(first)).toBe(true);
  const second = () => certificateOfComputer(house.ports, asker, "COMP-1");
  expect(codeOf(await second())).toBe("certificate-active");
  const { serials } = allowed(await revokeOfComputer(house.ports, asker, "COMP-1"));
  expect(serials).toEqual([first.serial]);
  expect(codeOf(await revokeOfComputer(house.ports, asker, "COMP-1"))).toBe("no-such-certificate");
  expect(codeOf(await second())).toBe("allowed");
  expect(codeOf(await certificateOfComputer(house.ports, asker, "COMP-9"))).toBe(
    "no-such-computer",
  );
});

test("an instance's certificate is served again, and renewed late in its life", async () => {
  const { offer } = await market(house);
  const instance = await hosted(house, offer);
  const ask = async () => allowed(await certificateOfInstance(house.ports, instance));
  const [first, same] = await Promise.all([ask(), ask()]);
  expect(fits(first)).toBe(true);
  expect([same, await ask()]).toEqual([first, first]);
  house.pass(21 * day);
  const renewed = await ask();
  expect(renewed.certificate).not.toBe(first.certificate);
  expect((await house.kinds()).at(-1)).toBe("certificate-renewed");
  house.pass(60 * day);
  await ask();
  expect((await house.kinds()).at(-1)).toBe("certificate-issued");
});

test("what is not there has no certificate", async () => {
  expect(codeOf(await certificateOfInstance(house.ports, "INST-ELSEWHERE"))).toBe(
    "no-such-instance",
  );
});
