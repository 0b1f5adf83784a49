/** What is wished of an instance: in the command that asks and in the movements that record it. */
import { Type } from "typebox";
import { Conditions } from "./conditions.ts";
import { RequestedState } from "./instance-state.ts";
import { Parameters } from "./parameters.ts";
import { SoftwareRelease, SoftwareType } from "./reference.ts";

/** Properties, to be spread beside what else the command or movement says. */
export const instanceWish = {
  softwareRelease: SoftwareRelease,
  softwareType: SoftwareType,
  state: RequestedState,
  parameters: Parameters,
  conditions: Conditions,
  /** Served by another instance, in the partition of that one (in SlapOS: a slave). */
  shared: Type.Optional(Type.Boolean()),
};

export const instanceWishExample = {
  softwareRelease: "https://software.partita.example/guestbook/software.json",
  softwareType: "default",
  state: "started" as const,
  parameters: { greeting: "Welcome" },
  conditions: { region: "europe", max_price: { amount: "4", currency: "EUR" as const } },
};
