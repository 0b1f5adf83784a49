import {
  type Computer,
  computerFolder,
  enrolComputer,
  openHome,
  setStage,
  settingsFrom,
  startComputer,
  startHouse,
  steps,
} from "@partita/stack";
import { expect, test } from "vitest";
import { atHome, caughtUp } from "./testing/at-home.ts";
import { expectInvariants } from "./testing/invariants.ts";
import { memoryHouse } from "./testing/memory-house.ts";
import { processesIn, temporaryHome } from "./testing/npm-start.ts";
import { expectOneRequest, playOneRequest } from "./testing/play-one-request.ts";

test("one request in memory, from the wish to the invoice", async () => {
  await playOneRequest(memoryHouse(), { gapless: true });
});

test("one request with PostgreSQL, HTTP and agents as processes of their own", async () => {
  const { folder, remove } = temporaryHome();
  const home = openHome(folder);
  const house = await startHouse(home, settingsFrom({}));
  const computers: Computer[] = [];
  const { url, roots } = house;
  const stage = setStage(home, { url, roots }, async (reference, owner) => {
    const enrolment = await enrolComputer(computerFolder(home, reference), reference, owner);
    const computer = await startComputer(home, { reference, masterUrl: url, roots, enrolment });
    computers.push(computer);
    return computer;
  });
  try {
    for (const { run } of steps) await run(stage);
    await expectOneRequest(stage);
  } finally {
    await Promise.all(computers.map((computer) => computer.stop()));
    await house.stop();
  }
  expect(processesIn(folder)).toEqual([]);
  await atHome(folder, async (found) => {
    await caughtUp(found);
    await expectInvariants(found);
  });
  remove();
});
