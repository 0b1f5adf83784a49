/** Notes where the house answers, so that the command line finds it. */
import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Home } from "./home/home.ts";

export function noteMaster(
  home: Home,
  { url, portalUrl }: { readonly url: string; readonly portalUrl: string },
): void {
  const path = join(home.folder, "master.json");
  writeFileSync(`${path}.new`, JSON.stringify({ url, portalUrl, tokens: home.tokens }, null, 2));
  renameSync(`${path}.new`, path);
}
