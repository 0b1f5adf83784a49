/**
 * Brings the digests and package versions of a description in line with the files that it speaks
 * of.
 */
import { createHash } from "node:crypto";
import type { Release } from "#node-agent/release.ts";

/**
 * Pretty JSON as this repository keeps it; everything but `files` and `packages` stays as it is.
 */
export function sealRelease(
  text: string,
  read: (file: string) => Uint8Array,
  versionOf: (name: string) => string,
): Pick<Release, "files" | "packages"> & object {
  const description = JSON.parse(text);
  const files = Object.keys(description.files).map((name) => [name, sha256(read(name))]);
  const packages = Object.keys(description.packages ?? {}).map((name) => [name, versionOf(name)]);
  return {
    ...description,
    files: Object.fromEntries(files),
    ...(packages.length > 0 && { packages: Object.fromEntries(packages) }),
  };
}

function sha256(content: Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}
