/** Answers Streams.Append: takes what is sent to the end, then writes all of it or nothing. */
import type { AppendReq, AppendResp } from "@eventstore/db-client/generated/streams_pb.js";
import type { ServerReadableStream, sendUnaryData } from "@grpc/grpc-js";
import {
  refusal,
  tooLarge,
  writtenAnswer,
  wrongRevisionAnswer,
} from "#ledger/testing/event-store-server/answers.ts";
import type { Expected, Proposal } from "#ledger/testing/event-store-server/event-log.ts";
import type { Node } from "#ledger/testing/event-store-server/node.ts";

type AppendCall = ServerReadableStream<AppendReq, AppendResp>;

export async function answerAppend(
  node: Node,
  call: AppendCall,
  answer: sendUnaryData<AppendResp>,
): Promise<void> {
  const { options, proposed, bytes } = await received(call);
  const stream = Buffer.from(options.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString();
  const refused = node.refusalOf(call.metadata);
  if (refused !== undefined) return answer(refusal(refused));
  const fault = node.faults.meet({ kind: "append", stream });
  if (fault?.does === "refuse") return answer(refusal(fault.refusal));
  if (fault?.does === "hold") await fault.until;
  if (bytes > node.appendBytesMax) return answer(refusal(tooLarge(node.appendBytesMax)));
  const outcome = node.log.append(stream, expectedIn(options), proposed);
  if (fault?.does === "lose-answer") return node.dropConnections();
  if (fault?.does === "refuse-after") return answer(refusal(fault.refusal));
  if (outcome.status === "written") return answer(null, writtenAnswer(outcome.last));
  answer(null, wrongRevisionAnswer(options, outcome.current));
}

async function received(call: AppendCall) {
  const proposed: Proposal[] = [];
  let options: AppendReq.Options | undefined;
  let bytes = 0;
  for await (const request of call) {
    // Only the type of the stream is forgotten by its iterator.
    const one = request as AppendReq;
    options ??= one.getOptions();
    const message = one.getProposedMessage();
    if (message === undefined) continue;
    const proposal = proposalOf(message);
    proposed.push(proposal);
    bytes += proposal.data.length + proposal.metadata.length + proposal.type.length * 2;
  }
  if (options === undefined) throw new Error("an append says first where it is to be written");
  return { options, proposed, bytes };
}

function proposalOf(message: AppendReq.ProposedMessage): Proposal {
  const about = message.getMetadataMap();
  return {
    id: message.getId()?.getString() ?? "",
    type: about.get("type") ?? "",
    contentType: about.get("content-type") ?? "",
    data: message.getData_asU8(),
    metadata: message.getCustomMetadata_asU8(),
  };
}

function expectedIn(options: AppendReq.Options): Expected {
  if (options.hasNoStream()) return "no-stream";
  if (options.hasStreamExists()) return "stream-exists";
  return options.hasAny() ? "any" : Number(options.getRevision());
}
