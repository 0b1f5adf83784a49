/** What the steps of the demonstration share: the parties' clients, and what is known so far. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Client, client, type InstanceStatus, type Invoice } from "@partita/schemas";
import type { Computer } from "../computers/start-computer.ts";
import type { Home } from "../home/home.ts";
import { customer, seller } from "./cast.ts";

export type Stage = {
  readonly customer: Client;
  readonly seller: Client;
  /** Starts the agent of a computer and keeps it for the end. */
  readonly startComputer: (reference: string) => Promise<Pick<Computer, "failed">>;
  instance?: InstanceStatus;
  siteUrl?: string;
  invoice?: Invoice;
};

type Tokens = Pick<Home, "tokens">;

export function setStage(home: Tokens, url: string, startComputer: Stage["startComputer"]): Stage {
  const as = (actor: string) =>
    client({ url, token: readFileSync(tokenFileOf(home, actor), "utf8").trim() });
  return { startComputer, customer: as(customer), seller: as(seller) };
}

/** `person:ada` keeps its token in `person_ada.token`: a colon is no good in a file name. */
export function tokenFileOf(home: Tokens, actor: string): string {
  return join(home.tokens, `${actor.replace(":", "_")}.token`);
}
