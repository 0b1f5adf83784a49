/** Writes how a computer is, for people. */
import type { QueryAnswer } from "@partita/schemas";
import { properties } from "./table.ts";

export function computerText(answer: QueryAnswer<"computer-status">): string {
  const { computer, partitions, contact } = answer;
  const { reference, ...shown } = named(computer);
  const heard = contact && `${contact.freshness}, ${contact.at}: ${contact.text}`;
  return properties([
    ["computer", reference],
    ["owner", shown.owner],
    ["region", shown.region],
    ["agent", shown.agent],
    ["free", String(computer.free.length)],
    ["occupied", String(computer.occupied.length)],
    ["partitions", String(partitions.length)],
    ["last heard of", heard ?? "never, or not for two days"],
  ]);
}

function named(computer: QueryAnswer<"computer-status">["computer"]) {
  return { ...computer, reference: computer.computer };
}
