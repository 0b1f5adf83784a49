/** Notes where the house answers, so that the command line finds it. */
import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Home } from "./home/home.ts";

type Found = {
  readonly url: string;
  readonly portalUrl: string;
  /** The file with the roots that its certificate leads to. */
  readonly roots: string;
};

export function noteMaster(home: Home, { url, portalUrl, roots }: Found): void {
  const path = join(home.folder, "master.json");
  const { tokens } = home;
  writeFileSync(`${path}.new`, JSON.stringify({ url, portalUrl, roots, tokens }, null, 2));
  renameSync(`${path}.new`, path);
}
