/**
 * Compares the software that should be installed with what is, and lists what is to be done, in
 * order.
 */
import type { SoftwareDuty } from "@partita/schemas";

export type Installed = {
  readonly softwareRelease: string;
  /** Installed to the end, and the Master was told. */
  readonly completed: boolean;
};

export type SoftwareAction = {
  /** `confirm`: installed all along, but the Master does not know. */
  readonly do: "install" | "confirm" | "remove";
  readonly softwareRelease: string;
};

/**
 * `inUse` holds the releases that instances on this computer run on: they stay until the last one
 * is gone.
 */
export function planSoftware(
  duties: readonly SoftwareDuty[],
  installed: readonly Installed[],
  inUse: ReadonlySet<string>,
): readonly SoftwareAction[] {
  const found = new Map(installed.map((one) => [one.softwareRelease, one]));
  const actions = duties.flatMap((duty) => {
    const action = actionFor(duty, found.get(duty.softwareRelease));
    const held = action === "remove" && inUse.has(duty.softwareRelease);
    if (action === undefined || held) return [];
    return [{ do: action, softwareRelease: duty.softwareRelease }];
  });
  return order.flatMap((name) => actions.filter((one) => one.do === name));
}

/** Removed first, for after a long installation nobody knows any more what is in use. */
const order = ["remove", "confirm", "install"] as const;

function actionFor(
  { state, reported }: SoftwareDuty,
  found: Installed | undefined,
): SoftwareAction["do"] | undefined {
  if (state === "destroyed")
    return found !== undefined || reported !== "destroyed" ? "remove" : undefined;
  if (found?.completed !== true) return "install";
  return reported === "available" ? undefined : "confirm";
}
