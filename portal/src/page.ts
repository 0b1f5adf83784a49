/**
 * Declares one page: where it lives, what it is called, and what it shows of the Master's answers.
 */
import type { Client } from "@partita/schemas";
import type { Html } from "./html.ts";

export type Visit = {
  readonly master: Client;
  /** Names in the path, as they were in the address. */
  readonly path: Readonly<Record<string, string>>;
  /** What stands behind the question mark. */
  readonly query: Readonly<Record<string, string>>;
};

export type Shown = { readonly title: string; readonly body: Html };

export type Page = {
  readonly path: `/${string}`;
  /** How the navigation calls it; absent: it is reached from another page. */
  readonly called?: string;
  readonly show: (visit: Visit) => Promise<Shown>;
};
