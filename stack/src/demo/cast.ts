/** Who plays in the demonstration: the parties, their computers, offers and software. */
import type { Prices } from "@partita/schemas";

export const customer = "person:ada";
export const seller = "organisation:hoster";
/** Sees everything and changes nothing. */
export const auditor = "person:auditor";

/** The software that ships with the house; agents read these URLs from the clone's `software/`. */
export const softwarePrefix = "https://software.partita.example/";
export const guestbook = `${softwarePrefix}guestbook/software.json`;
export const postgres = `${softwarePrefix}postgres/software.json`;

// Dear, so that the seconds of a demonstration show on an invoice.
const usage = { "cpu-second": "0.25", "memory-gib-hour": "5", "disk-gib-hour": "1" };

type Computer = {
  readonly reference: string;
  readonly title: string;
  readonly region: string;
  readonly prices: Prices;
};

/**
 * The nearer one is dearer: the customer's region decides for the guestbook, the price for its
 * database.
 */
export const computers: readonly Computer[] = [
  {
    reference: "COMP-1",
    title: "A server in Paris",
    region: "europe/france",
    prices: { currency: "EUR", hourly: "36", usage },
  },
  {
    reference: "COMP-2",
    title: "A server in Osaka",
    region: "asia/japan",
    prices: { currency: "EUR", hourly: "18", usage },
  },
];

/** What the customer asks for; no offer above the ceiling is considered. */
export const wish = {
  title: "guestbook",
  softwareRelease: guestbook,
  softwareType: "default",
  state: "started",
  parameters: { greeting: "Guests of the house" },
  conditions: { region: "europe", max_price: { amount: "50", currency: "EUR" } },
} as const;
