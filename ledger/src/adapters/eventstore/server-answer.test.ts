import { status } from "@grpc/grpc-js";
import { expect, test } from "vitest";
import { verdictOn } from "#ledger/adapters/eventstore/server-answer.ts";
import {
  accessDenied,
  noLeader,
  notLeader,
  notReady,
  refusal,
  timedOut,
  tooLarge,
} from "#ledger/testing/event-store-server/answers.ts";

const elsewhere = notLeader({ address: "127.0.0.1", port: 2113 });
const answers = [
  ["another node leads", elsewhere, "untouched"],
  ["no node leads yet", noLeader, "untouched"],
  ["the server starts up", notReady, "untouched"],
  ["it is too busy", { code: status.UNAVAILABLE, details: "Server Is Too Busy" }, "untouched"],
  [
    "nobody listens",
    { code: status.UNAVAILABLE, details: "No connection established. Last error: ECONNREFUSED" },
    "untouched",
  ],
  ["the connection broke", { code: status.UNAVAILABLE, details: "read ECONNRESET" }, "lost"],
  ["the stream was reset", { code: status.INTERNAL, details: "Received RST_STREAM" }, "lost"],
  ["the node was shut down", { code: status.CANCELLED, details: "Call cancelled" }, "lost"],
  ["the write was not acknowledged", timedOut, "lost"],
  ["time is over", { code: status.DEADLINE_EXCEEDED, details: "Deadline exceeded" }, "lost"],
  ["we may not", accessDenied, "fault"],
  ["we are nobody", { code: status.UNAUTHENTICATED, details: "Unauthenticated" }, "fault"],
  [
    "nothing begins at the position",
    { code: status.UNKNOWN, details: "Unexpected FilteredReadAllResult: Error" },
    "fault",
  ],
  [
    "the server does not know itself what became of a write",
    { code: status.UNKNOWN, details: "Unexpected OperationResult: 9" },
    "lost",
  ],
  ["the question is wrong", { code: status.INVALID_ARGUMENT, details: "not valid" }, "fault"],
] as const;

test.each(answers)("%s", (_, answer, kind) => {
  expect(verdictOn(refusal(answer)).kind).toBe(kind);
});

test("what the server takes at most is told", () => {
  expect(verdictOn(refusal(tooLarge(1_000)))).toEqual({ kind: "too-large", bytesMax: 1_000 });
});

test("a cluster of which no member is found has done nothing", () => {
  expect(verdictOn(new Error("Failed to discover after 10 attempts."))).toEqual({
    kind: "untouched",
  });
});

test("what is not the server's answer is a fault of ours", () => {
  expect(verdictOn(new TypeError("undefined"))).toEqual({ kind: "fault" });
});
