/** SLAP's answers in memory: agents ask the same each minute, and mostly nothing has changed. */
import { gunzipSync, gzip } from "node:zlib";
import type { Identity } from "#api/identities.ts";
import type { Changes } from "#api/remembered/changes.ts";
import { type Ground, remembered } from "#api/remembered/remembered.ts";

export type Kept = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
};

/** With what a client that takes compressed answers is sent instead. */
export type Recalled = Omit<Kept, "body"> & {
  readonly whole: () => Buffer;
  /** Undefined: it is too small to be worth it, or was forgotten. */
  readonly packed: () => Buffer | undefined;
};

export type SlapMemory = {
  readonly changes: Changes;
  readonly find: (key: string) => Recalled | undefined;
  readonly keep: (key: string, answer: Kept, ground: Ground) => void;
};

export type MemoryMax = { readonly wholeBytesMax: number; readonly packedBytesMax: number };

/**
 * A computer of 300 busy partitions is some 400 KB, and a twentieth of it compressed: of 10,000
 * such computers every answer has its place, those asked for last as they are sent.
 */
const usualMax: MemoryMax = { wholeBytesMax: 160 * 1024 ** 2, packedBytesMax: 512 * 1024 ** 2 };
/** Below this, compressing takes longer than sending. */
const packedFromBytes = 16 * 1024;
/** Nearly as small as the best, in a fifth of the time. */
const packing = { level: 1 };
/** A longer question would cost more to remember than to answer. */
export const keyCharactersMax = 16 * 1024;

/** Everything that the answer depends on but the log: who asks, as what, and what exactly. */
export function memoryKey(endpoint: string, asks: Identity, text: string): string | undefined {
  const { actor, role, scopes = [] } = asks;
  const key = `${endpoint}\n${role} ${actor} ${scopes.join()}\n${text}`;
  return key.length > keyCharactersMax ? undefined : key;
}

export function slapMemory(changes: Changes, max: MemoryMax = usualMax): SlapMemory {
  const wholes = remembered<Kept>(changes, max.wholeBytesMax);
  const packs = remembered<Kept>(changes, max.packedBytesMax);
  return {
    changes,
    find: (key) => {
      const whole = wholes.find(key);
      const found = whole ?? packs.find(key);
      if (found === undefined) return undefined;
      const { status, headers, body } = found;
      return {
        ...{ status, headers },
        packed: () => (whole === undefined ? found : packs.find(key))?.body,
        whole: () => (whole === undefined ? gunzipSync(body) : body),
      };
    },
    keep: (key, answer, ground) => {
      const { body } = answer;
      wholes.keep(key, answer, { ...ground, bytes: body.length });
      if (body.length < packedFromBytes) return;
      // In a thread of its own, after the answer has gone; should it fail, the whole is there.
      gzip(body, packing, (fault, packed) => {
        if (fault !== null) return;
        packs.keep(key, { ...answer, body: packed }, { ...ground, bytes: packed.length });
      });
    },
  };
}
