/** Asks the Master to look through its table, for what does not show in the leaves. */
import { MasterRefusal } from "@partita/schemas";
import { auditCodes, type Complaint } from "@partita/schemas/log/audit.ts";
import { type Finding, notChecked } from "./finding.ts";
import type { Inquiry } from "./inquiry.ts";

export async function checkTable({ log, checked, findings }: Inquiry): Promise<void> {
  let after = "0";
  let rows = 0;
  try {
    for (let isDone = false; !isDone; ) {
      const page = await log.audit(after);
      findings.push(...page.complaints.map(findingOf));
      rows += page.checked;
      isDone = page.done || BigInt(page.position) <= BigInt(after);
      after = page.position;
    }
    checked.push(`The Master looked through the ${rows} rows of its table.`);
  } catch (cause) {
    if (!(cause instanceof MasterRefusal)) throw cause;
    // A store that is no table (EventStoreDB) has no such route.
    checked.push(`${notChecked}the table of the store. ${cause.message}`);
  }
}

function findingOf({ code, position, index, movement, detail }: Complaint): Finding {
  const says = [auditCodes[code], ...(detail === undefined ? [] : [`(${detail})`])].join(" ");
  return {
    damage: code === "body-respelled" ? "respelled" : "table",
    index,
    position,
    movement,
    says,
  };
}
