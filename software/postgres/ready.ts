/** Ends with code 0 when the server takes connections: it listens a while before it does. */
import { connect } from "node:net";

const [host = "", port = "", user = ""] = process.argv.slice(2);
const socket = connect({ host, port: Number(port) });

// PostgreSQL 18, section 54.2.1: a start-up message (protocol 3.0) is answered with a request to
// authenticate, or with an error while the server starts up or shuts down.
socket.once("connect", () => socket.write(startupMessage()));
socket.once("data", (answer) => {
  const ready = answer.toString("latin1", 0, 1) === "R";
  if (!ready) process.stdout.write(`${answer.toString("utf8").replaceAll("\0", " ")}\n`);
  process.exit(ready ? 0 : 1);
});
socket.once("close", () => process.exit(1));
socket.once("error", (cause) => {
  process.stdout.write(`${cause.message}\n`);
  process.exit(1);
});

function startupMessage(): Buffer {
  const body = Buffer.from(`user\0${user}\0database\0postgres\0\0`);
  const head = Buffer.alloc(8);
  head.writeInt32BE(head.length + body.length, 0);
  head.writeInt32BE(196_608, 4);
  return Buffer.concat([head, body]);
}
