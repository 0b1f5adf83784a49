/** Waits in tests until the delivery has come so far; a second is a day's work, hence bounded. */
import { expect, vi } from "vitest";
import type { House } from "#webhooks/testing/house.ts";
import type { Receiver } from "#webhooks/testing/receiver.ts";

const millisecondsMax = 20_000;

/** So many letters, taken or not. */
export function came(mail: Receiver, count: number): Promise<void> {
  return vi.waitFor(
    () => expect(mail.received.length).toBeGreaterThanOrEqual(count),
    millisecondsMax,
  );
}

/** So many attempts in vain at what is first in line. */
export function failing({ ports }: House, webhook: string, attempts: number): Promise<void> {
  return vi.waitFor(async () => {
    const progress = await ports.deliveries.load(webhook);
    expect(progress?.delivery.failing?.attempts).toBe(attempts);
  }, millisecondsMax);
}

/** The movement of this id was acknowledged, and that is noted. */
export function delivered({ ports }: House, webhook: string, id: string): Promise<void> {
  return vi.waitFor(async () => {
    const [written] = await ports.store.writtenBy(id.slice(0, id.lastIndexOf("/")));
    const progress = await ports.deliveries.load(webhook);
    const position = BigInt(progress?.delivery.delivered ?? 0);
    expect(position).toBeGreaterThanOrEqual(written?.position ?? 1n);
    expect(progress?.delivery.failing).toBeUndefined();
  }, millisecondsMax);
}

export function paused({ hook }: House, webhook: string): Promise<void> {
  return vi.waitFor(
    async () => expect((await hook(webhook))?.pause).toBeDefined(),
    millisecondsMax,
  );
}
