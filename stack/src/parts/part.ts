/** One part of the house: what it is called, and how it starts, with the others or alone. */
import type { Ground } from "../ground.ts";
import { supervise } from "../supervise.ts";

export type Part = {
  readonly name: string;
  /** One sentence for who chooses what runs where. */
  readonly says: string;
  /** Resolves when it runs; throws when it cannot start. It stops by `atEnd`. */
  readonly start: (ground: Ground) => Promise<Started>;
};

export type Started = {
  /** Where it listens, if it does. */
  readonly url?: string;
  /** Whether it does its work now; throws when that cannot be found out. */
  readonly health: () => Promise<Health>;
};

export type Health = {
  readonly ready: boolean;
  /** Up to where of the log it has come, and where the log ends. */
  readonly position?: string;
  readonly log?: string;
};

/** Keeps `run` going until the end; it is to obey the ground's signal. */
export function keep(name: string, ground: Ground, run: () => Promise<void>): void {
  const ended = supervise(name, run, ground);
  ground.atEnd(() => ended);
}
