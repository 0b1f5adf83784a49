/** New connections with a client's certificate, each with one answer, beside bare node:https. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { connect, type TLSSocket } from "node:tls";
import { fileURLToPath } from "node:url";
import type { SignedWithKey } from "@partita/certificates";
import { openAuthority } from "@partita/certificates/adapters/open-authority.ts";
import { program } from "../../http/program.ts";
import { requestBytes } from "../../http/request-bytes.ts";
import { load } from "../../load.ts";
import { recordCertificate } from "../../market/certificate.ts";
import { startHouse } from "../../market/house.ts";
import { medians } from "../../median-of.ts";
import type { Row } from "../../scenario.ts";

const rounds = 3;
const roundMilliseconds = 2_000;
/** The client's own arithmetic takes as long as the server's: more callers would queue in it. */
const callers = 8;

const bare = fileURLToPath(import.meta.resolve("../../http/main-bare-tls.ts"));
/** Asks who it is, so that the certificate is looked up too. */
const request = requestBytes({ method: "GET", path: "/v1/certificates" });

export async function handshakeRows(databaseUrl: string): Promise<readonly Row[]> {
  const house = await startHouse(databaseUrl, ["projections"]);
  const authority = await openAuthority({
    ...{ folder: join(house.folder, "ca"), passphraseFile: join(house.folder, "ca-passphrase") },
    clock: () => new Date().toISOString(),
  });
  const client = await authority.signWithKey({
    ...({ holder: "computer:COMP-1", role: "computer" } as const),
    now: new Date().toISOString(),
  });
  await recordCertificate(databaseUrl, client);
  const server = await authority.serverCertificate(["127.0.0.1"]);
  const files = { key: server.key, cert: server.cert, ca: authority.trusted().join("\n") };
  const folder = house.folder;
  for (const [name, text] of Object.entries(files))
    writeFileSync(join(folder, `${name}.pem`), text);
  const limit = program(bare, [folder]);
  const limitPort = Number(await limit.line(""));
  const once = (port: number) => () => handshake(port, client, authority.roots());
  await untilKnown(once(house.securePort));
  const rows: Row[] = [];
  for (let round = 0; round < rounds; round++)
    rows.push(
      await load("bare mtls", callers, once(limitPort), roundMilliseconds),
      await load("mtls", callers, once(house.securePort), roundMilliseconds),
    );
  await limit.stop();
  await house.stop();
  return medians(rows);
}

/** The projections take a moment to know of it. */
async function untilKnown(once: () => Promise<number>): Promise<void> {
  const deadline = performance.now() + 30_000;
  while ((await once().catch(() => 0)) === 0)
    if (performance.now() > deadline) throw new Error("the certificate is not known in time");
}

/** A whole connection, without a session of before: 1 when it was answered 200. */
async function handshake(port: number, client: SignedWithKey, ca: string): Promise<number> {
  const socket = connect({
    ...{ port, host: "127.0.0.1", ca, key: client.key, cert: client.certificate + client.chain },
  });
  try {
    const head = await answerOf(socket);
    if (!head.startsWith("HTTP/1.1 200")) throw new Error(`it was answered ${head.slice(0, 60)}`);
    return 1;
  } finally {
    socket.destroy();
  }
}

function answerOf(socket: TLSSocket): Promise<string> {
  return new Promise((resolve, reject) => {
    socket.once("secureConnect", () => socket.write(request));
    socket.once("data", (data) => resolve(data.toString("latin1")));
    socket.once("error", reject);
  });
}
