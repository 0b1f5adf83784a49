/**
 * The parameters that an instance gets: what was requested, completed by the release's defaults, or
 * why that cannot be.
 */
import type { Parameters } from "@partita/schemas";
import type { SoftwareTypeDescription } from "#node-agent/release.ts";

/**
 * Throws with every parameter that is unknown, missing or against its pattern. Values are never
 * repeated: they may be secret.
 */
export function resolveParameters(
  type: SoftwareTypeDescription,
  requested: Parameters,
): ReadonlyMap<string, string> {
  const declared = type.parameters ?? {};
  const faults = Object.keys(requested)
    .filter((name) => !Object.hasOwn(declared, name))
    .map((name) => `${name} is unknown (known: ${Object.keys(declared).join(", ") || "none"})`);
  const resolved = new Map<string, string>();
  for (const [name, { default: fallback, required, pattern }] of Object.entries(declared)) {
    const value = Object.hasOwn(requested, name) ? requested[name] : fallback;
    if (value !== undefined && pattern !== undefined && !fits(value, pattern))
      faults.push(`${name} does not match ${pattern}`);
    if (value === undefined && required === true) faults.push(`${name} is required`);
    resolved.set(name, value ?? "");
  }
  if (faults.length > 0) throw new Error(`the parameters do not fit: ${faults.join("; ")}`);
  return resolved;
}

function fits(value: string, pattern: string): boolean {
  return new RegExp(`^(?:${pattern})$`, "u").test(value);
}
