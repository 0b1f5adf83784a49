/** The reference of movement kinds. */
import { movementKinds } from "@partita/schemas";
import { fieldTable } from "./fields.ts";
import { code, heading } from "./markdown.ts";
import { example, type Page, page } from "./page.ts";

export const movementsPage: Page = page({
  name: "movements",
  title: "Movements",
  from: "schemas/src/movements/",
  intro:
    "Everything that happened. Each movement has the frame of UBM (resource, quantity, source, " +
    "destination, their sections, items, period, state), its stamp (id, causes, actor, " +
    "recordedAt), and the detail of its kind, which is what follows.",
  parts: movementKinds.flatMap((kind) => [
    heading(2, kind.kind),
    `${kind.says} Stream: ${code(kind.stream)}.`,
    fieldTable(kind.detail),
    example(kind.example),
  ]),
});
