/** Open a computer to new instances, or close it, and say why. */
import { Type } from "typebox";
import { AllocationScope } from "../allocation-scope.ts";
import { defineCommand } from "./define.ts";

export const setAllocationScope = defineCommand({
  kind: "set-allocation-scope",
  stream: "computer",
  says: "Open a computer to new instances, or close it, and say why.",
  send: { method: "POST", path: "/v1/computers/:computer/scope" },
  detail: Type.Object({ scope: AllocationScope }, { additionalProperties: false }),
  example: { scope: "close/maintenance" },
});
