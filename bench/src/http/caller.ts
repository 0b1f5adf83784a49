/**
 * A caller on one kept-alive connection, which costs next to nothing: what is measured is the
 * server, not who asks it.
 */
import { connect, type Socket } from "node:net";

export type Answer = {
  readonly status: number;
  readonly bytes: number;
  readonly head: string;
  readonly body: Buffer;
};

export type Caller = {
  /**
   * Sends a whole request, and resolves with the whole answer. One at a time. All that comes is
   * put into `received`, for who wants to read a large answer.
   */
  readonly exchange: (request: Buffer, received?: Buffer[]) => Promise<Answer>;
  readonly close: () => void;
};

const endOfHead = "\r\n\r\n";
const nothing = Buffer.alloc(0);

export async function caller(port: number): Promise<Caller> {
  const socket = connect({ port, host: "127.0.0.1", noDelay: true });
  await new Promise<void>((resolve, reject) =>
    socket.once("connect", resolve).once("error", reject),
  );
  return callerOn(socket);
}

function callerOn(socket: Socket): Caller {
  let parts: Buffer[] = [];
  let wanted = Number.POSITIVE_INFINITY;
  let received = 0;
  let head = "";
  let done: (answer: Answer) => void = () => undefined;
  let keeping: Buffer[] | undefined;
  let failed: (cause: Error) => void = () => undefined;
  const readHead = () => {
    const whole = parts.length === 1 ? (parts[0] ?? nothing) : Buffer.concat(parts);
    parts = [whole];
    const end = whole.indexOf(endOfHead);
    if (end < 0) return;
    head = whole.toString("latin1", 0, end);
    const [, length = "0"] = /\r\ncontent-length: (\d+)/i.exec(head) ?? [];
    wanted = end + endOfHead.length + Number(length);
  };
  socket.on("data", (part) => {
    parts.push(part);
    received += part.length;
    if (wanted === Number.POSITIVE_INFINITY) readHead();
    if (received < wanted) return;
    const body = bodyOf(parts, head.length + endOfHead.length);
    keeping?.push(...parts);
    const answer = { status: Number(head.slice(9, 12)), bytes: received, head, body };
    parts = [];
    received = 0;
    wanted = Number.POSITIVE_INFINITY;
    done(answer);
  });
  const broken = () => failed(new Error("the server closed the connection"));
  socket.on("error", (cause) => failed(cause)).on("close", broken);
  return {
    exchange: (request, received) =>
      new Promise((resolve, reject) => {
        keeping = received;
        done = resolve;
        failed = reject;
        socket.write(request);
      }),
    close: () => socket.destroy(),
  };
}

/** Small answers come in one part; of large ones nobody looks at the body. */
function bodyOf(parts: readonly Buffer[], start: number): Buffer {
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only.subarray(start) : nothing;
}
