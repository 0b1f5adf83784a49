/** One market of a size: the same request again beside a bare route, and new requests. */
import { asked } from "../../http/asked.ts";
import { startBare } from "../../http/bare.ts";
import { caller } from "../../http/caller.ts";
import { requestBytes } from "../../http/request-bytes.ts";
import { fillMarket, softwareRelease } from "../../market/fill-market.ts";
import { type House, startHouse } from "../../market/house.ts";
import { requestForm } from "../../market/slap-bodies.ts";
import { issueToken } from "../../market/token.ts";
import { medians } from "../../median-of.ts";
import type { Row } from "../../scenario.ts";
import { newRequests } from "./new-requests.ts";

const rounds = 3;
const roundMilliseconds = 2_000;
const callers = 64;
const partitionsPerComputer = 300;
/** One in ten runs something; the others are there to be chosen from. */
const busyShare = 0.1;
const freeShare = 1 - busyShare;
/** As many as the smallest market has room for: the same at every size, so that sizes compare. */
const burst = { name: "new until allocated", count: callers };
const lasting = { name: "new, for longer", count: 500 };
const pollMilliseconds = 50;
/** Projections that are this far behind are broken. */
const readyMillisecondsMax = 600_000;

export async function oneSize(databaseUrl: string, size: number): Promise<readonly Row[]> {
  const perComputer = Math.min(partitionsPerComputer, size);
  await fillMarket(databaseUrl, { partitions: size, perComputer, busyShare });
  const token = await issueToken(databaseUrl, { holder: "person:bench", role: "person" });
  const house = await startHouse(databaseUrl, ["projections", "allocator"]);
  try {
    const again = bytesOf("the same again", token);
    const answer = await untilAnswered(house, again);
    const rows = [...(await unchanged(house, again, answer))];
    const callersOfNew = { port: house.port, server: house.server, callers };
    const request = (title: string) => bytesOf(title, token);
    rows.push(await newRequests({ ...callersOfNew, ...burst, request }));
    if (size * freeShare > burst.count + lasting.count)
      rows.push(await newRequests({ ...callersOfNew, ...lasting, request }));
    return rows.map((row) => ({ ...row, size }));
  } finally {
    await house.stop();
  }
}

function bytesOf(title: string, token: string): Buffer {
  return requestBytes({
    method: "POST",
    path: "/slap/requestComputerPartition",
    headers: { authorization: `Bearer ${token}` },
    body: requestForm(title, softwareRelease),
  });
}

/** Asks until the instance has its partition; what is answered then. */
async function untilAnswered({ port }: House, request: Buffer): Promise<Buffer> {
  const connection = await caller(port);
  const deadline = performance.now() + readyMillisecondsMax;
  for (;;) {
    const { status, body } = await connection.exchange(request);
    if (status === 200) {
      connection.close();
      return body;
    }
    if (performance.now() > deadline || (status !== 408 && status !== 503 && status !== 401))
      throw new Error(`the request was answered ${status}: ${body.toString("utf8")}`);
    await new Promise((resolve) => setTimeout(resolve, pollMilliseconds));
  }
}

async function unchanged(house: House, request: Buffer, answer: Buffer): Promise<readonly Row[]> {
  const { server: limit, port, path } = await startBare(house.folder, answer);
  const body = request.subarray(request.indexOf("\r\n\r\n") + 4).toString("latin1");
  const bytes = requestBytes({ method: "POST", path, body });
  const shared = { status: 200, callers, milliseconds: roundMilliseconds };
  const rows: Row[] = [];
  for (let round = 0; round < rounds; round++)
    rows.push(
      await asked({ ...shared, name: "bare", port, server: limit, request: () => bytes }),
      await asked({
        ...{ ...shared, name: "unchanged", port: house.port, server: house.server },
        request: () => request,
      }),
    );
  await limit.stop();
  return medians(rows);
}
