/** Answers what one reader sees of one movement, by the table of visibility. */
import type { Role } from "./commands/define.ts";
import type { Movement } from "./movement.ts";
import { type ActorId, itemId } from "./reference.ts";
import { type Glance, type Relation, visibility } from "./visibility.ts";

export type Reader = { readonly actor: ActorId; readonly role: Role };

/** A movement as a reader sees it; `redacted` names what was left out. */
export type Visible = { readonly movement: Movement; readonly redacted: readonly string[] };

/** Undefined: not even that it happened. */
export function visibleTo(reader: Reader, movement: Movement): Visible | undefined {
  const glance = glanceOf(reader, movement);
  if (glance === "nothing") return undefined;
  return glance === "whole" ? { movement, redacted: [] } : outlined(movement);
}

function glanceOf(reader: Reader, movement: Movement): Glance {
  if (reader.role === "auditor") return "whole";
  const row = visibility[movement.kind];
  const glances = relationsOf(reader, movement).map((relation) => row[relation]);
  if (glances.includes("whole")) return "whole";
  return glances.includes("outline") ? "outline" : "nothing";
}

/** A role limits what an identity is: an accountant keeps books, and is no seller meanwhile. */
function relationsOf({ actor, role }: Reader, movement: Movement): readonly Relation[] {
  const { sourceSection, destinationSection, items } = movement;
  if (role === "operator") return ["operator", "stranger"];
  if (role === "accountant") {
    const keeps = sourceSection === actor || destinationSection === actor;
    return keeps ? ["accountant", "stranger"] : ["stranger"];
  }
  const isAmongItems =
    role === "computer" && items.some((item) => item === itemId("computer", referenceOf(actor)));
  const held: readonly (Relation | false)[] = [
    sourceSection === actor && "giver",
    destinationSection === actor && "receiver",
    isAmongItems && "computer",
    movement.actor === actor && "actor",
    "stranger",
  ];
  return held.filter((relation) => relation !== false);
}

function referenceOf(actor: ActorId): string {
  return actor.slice(actor.indexOf(":") + 1);
}

/** Named values that a customer sets, or that its software publishes. */
const settings = ["parameters", "connection"] as const;

/** The digest goes too: whoever has it can try out what was left out until it fits. */
function outlined(movement: Movement): Visible {
  const shown: Record<string, unknown> = { ...movement.detail };
  const redacted = ["commandDigest"];
  for (const name of settings)
    if (name in shown) {
      shown[name] = {};
      redacted.push(`detail.${name}`);
    }
  if ("tokenHash" in shown) {
    shown.tokenHash = "0".repeat(64);
    redacted.push("detail.tokenHash");
  }
  if (movement.kind === "webhook-registered") {
    shown.url = originOf(movement.detail.url);
    redacted.push("detail.url");
  }
  // Each field that is left out keeps a value of its type: the detail is still one of its kind.
  const outline = { ...movement, commandDigest: "", detail: shown } as unknown as Movement;
  return { movement: outline, redacted };
}

/** Empty when it cannot be read. */
export function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : "";
}
