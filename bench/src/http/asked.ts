/** Asks a server the same thing over many connections at once, and checks what it answers. */
import { load } from "../load.ts";
import type { Row } from "../scenario.ts";
import { type Caller, caller } from "./caller.ts";
import type { Program } from "./program.ts";

export type Question = {
  readonly name: string;
  readonly port: number;
  readonly server: Program;
  /** The same for each turn of a caller, or another one each. */
  readonly request: (caller: number, turn: number) => Buffer;
  readonly status: number;
  readonly callers: number;
  readonly milliseconds: number;
};

/** How often in a second it was answered, in which time; the memory is the server's. */
export async function asked(question: Question): Promise<Row> {
  const { name, port, callers, request, status, milliseconds, server } = question;
  const connections = await Promise.all(Array.from({ length: callers }, () => caller(port)));
  const row = await load(
    name,
    callers,
    async (index, turn) => {
      const answer = await connectionOf(connections, index).exchange(request(index, turn));
      if (answer.status !== status)
        throw new Error(`${name} was answered ${answer.status}: ${answer.body.toString("utf8")}`);
      return 1;
    },
    milliseconds,
  );
  for (const connection of connections) connection.close();
  return { ...row, rssMiB: server.rssMiB() };
}

function connectionOf(connections: readonly Caller[], index: number): Caller {
  const found = connections[index];
  if (found === undefined) throw new Error("there is a connection for each caller");
  return found;
}
