/** A computer takes new instances, or takes none any more, for a reason. */
import { Type } from "typebox";
import { AllocationScope } from "../allocation-scope.ts";
import { defineMovement } from "./define.ts";

export const allocationScopeSet = defineMovement({
  kind: "allocation-scope-set",
  stream: "computer",
  says: "A computer takes new instances, or takes none any more, for a reason.",
  detail: Type.Object({ scope: AllocationScope }),
  example: {
    resource: "computer",
    quantity: "0",
    source: "organisation:hoster",
    destination: "network:COMP-1",
    sourceSection: "organisation:hoster",
    destinationSection: "organisation:hoster",
    items: ["computer:COMP-1"],
    state: "delivered",
    detail: { scope: "close/maintenance" },
  },
});
