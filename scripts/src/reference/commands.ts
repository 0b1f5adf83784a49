/** The reference of commands. */
import { commandKinds } from "@partita/schemas";
import { fieldTable } from "./fields.ts";
import { code, heading } from "./markdown.ts";
import { example, type Page, page } from "./page.ts";

export const commandsPage: Page = page({
  name: "commands",
  title: "Commands",
  from: "schemas/src/commands/",
  intro:
    "Wishes. Over HTTP, the body is the detail without the names that stand in the path; " +
    "the same Idempotency-Key again gives the first answer. What has no address there, only the " +
    "house itself sends.",
  parts: commandKinds.flatMap((command) => [
    heading(2, command.kind),
    `${command.says} Stream: ${code(command.stream)}. ${sentOver(command)}`,
    fieldTable(command.detail),
    example(command.example),
  ]),
});

function sentOver(command: (typeof commandKinds)[number]): string {
  if (!("send" in command)) return "Sent by the house only.";
  return `${code(`${command.send.method} ${command.send.path}`)}`;
}
