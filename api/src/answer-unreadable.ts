/** Answers what is not even HTTP, or came too slowly: there is a connection, but no request yet. */
import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import { deny, type ProblemCode, problemType } from "#api/problems.ts";
import { isSlapCaller } from "#api/slap/slap-callers.ts";
import { slapStatus } from "#api/slap/slap-denial.ts";

const codes: Readonly<Record<string, ProblemCode>> = {
  HPE_HEADER_OVERFLOW: "headers-too-large",
  ERR_HTTP_REQUEST_TIMEOUT: "request-too-slow",
};

export function answerUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  // Nobody is there any more to read an answer.
  if (error.code === "ECONNRESET" || !socket.writable) return void socket.destroy(error);
  const { problem } = deny(codes[error.code ?? ""] ?? "malformed-request");
  const body = JSON.stringify(problem);
  const status = isSlapCaller(socket) ? slapStatus({ problem }) : problem.status;
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      `Content-Type: ${problemType}`,
      `Content-Length: ${Buffer.byteLength(body)}`,
      "Connection: close",
      "",
      body,
    ].join("\r\n"),
  );
}
