/** What the steps of the demonstration share: the parties' clients, and what is known so far. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Client, client, type InstanceStatus, type Invoice } from "@partita/schemas";
import { secureFetch } from "@partita/schemas/adapters/secure-fetch.ts";
import type { Computer } from "../computers/start-computer.ts";
import { tokenFileName } from "../credentials/first-tokens.ts";
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

export type Reached = {
  readonly url: string;
  /** The file with the roots that its certificate leads to. */
  readonly roots: string;
};

/** `startComputer` is given the seller, who enrols its computers. */
export function setStage(
  home: Tokens,
  { url, roots }: Reached,
  startComputer: (reference: string, owner: Client) => ReturnType<Stage["startComputer"]>,
): Stage {
  const { fetch } = secureFetch({ ca: readFileSync(roots, "utf8") });
  const as = (actor: string) =>
    client({ url, fetch, token: readFileSync(tokenFileOf(home, actor), "utf8").trim() });
  const hoster = as(seller);
  return {
    startComputer: (reference) => startComputer(reference, hoster),
    ...{ customer: as(customer), seller: hoster },
  };
}

export function tokenFileOf(home: Tokens, actor: string): string {
  return join(home.tokens, tokenFileName(actor));
}
