/** A computer whose 300 partitions are all busy asks what it should be, beside a bare route. */
import { asked, type Question } from "../../http/asked.ts";
import { startBare } from "../../http/bare.ts";
import { type Answer, caller } from "../../http/caller.ts";
import { requestBytes } from "../../http/request-bytes.ts";
import { fillMarket } from "../../market/fill-market.ts";
import { type House, startHouse } from "../../market/house.ts";
import { issueToken } from "../../market/token.ts";
import { medians } from "../../median-of.ts";
import type { Row } from "../../scenario.ts";

const rounds = 3;
const roundMilliseconds = 2_000;
const callers = 64;
export const partitionsPerComputer = 300;
const busyShare = 0.1;
const computer = "COMP-1";

export async function fullComputer(databaseUrl: string, size: number): Promise<readonly Row[]> {
  const market = { partitions: partitionsPerComputer + size, perComputer: partitionsPerComputer };
  await fillMarket(databaseUrl, { ...market, busyShare, full: computer });
  const token = await issueToken(databaseUrl, {
    ...{ holder: `computer:${computer}`, role: "computer" },
  });
  const house = await startHouse(databaseUrl, ["projections"]);
  try {
    const answer = await untilWhole(house, pollOf(computer, token));
    const rows = await sideBySide(house, token, answer);
    return rows.map((row) => ({ ...row, size }));
  } finally {
    await house.stop();
  }
}

export function pollOf(polled: string, token: string, headers = {}): Buffer {
  return requestBytes({
    method: "GET",
    path: `/slap/getFullComputerInformation?computer_id=${polled}`,
    headers: { authorization: `Bearer ${token}`, ...headers },
  });
}

/** Until the projections have come so far that all its partitions are busy. */
export async function untilWhole({ port }: House, request: Buffer): Promise<Answer> {
  const connection = await caller(port);
  for (;;) {
    const parts: Buffer[] = [];
    const answer = await connection.exchange(request, parts);
    const text = Buffer.concat(parts).toString("utf8");
    const started = text.split("<string>started</string>").length - 1;
    if (answer.status === 200 && started >= partitionsPerComputer) {
      connection.close();
      return { ...answer, body: Buffer.concat(parts).subarray(answer.head.length + 4) };
    }
    if (answer.status >= 500) throw new Error(`a poll was answered ${answer.status}: ${text}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function sideBySide(house: House, token: string, answer: Answer): Promise<readonly Row[]> {
  const { server: limit, port, path } = await startBare(house.folder, answer.body);
  const [, tag = ""] = /\r\netag: (.+)/i.exec(answer.head) ?? [];
  const bareBytes = requestBytes({ method: "GET", path });
  const bareKnown = requestBytes({ method: "GET", path, headers: { "if-none-match": '"1"' } });
  const whole = pollOf(computer, token);
  const known = pollOf(computer, token, { "if-none-match": tag.trim() });
  const ours = { port: house.port, server: house.server };
  const theirs = { port, server: limit };
  const questions: readonly (readonly [string, Buffer, number, typeof ours])[] = [
    ["bare full", bareBytes, 200, theirs],
    ["full", whole, 200, ours],
    ["bare not modified", bareKnown, 304, theirs],
    ["not modified", known, 304, ours],
  ];
  const rows: Row[] = [];
  for (let round = 0; round < rounds; round++)
    for (const [name, bytes, status, server] of questions) {
      const question: Question = {
        ...{ name, status, callers, milliseconds: roundMilliseconds },
        ...{ ...server, request: () => bytes },
      };
      rows.push(await asked(question));
    }
  await limit.stop();
  return medians(rows);
}
