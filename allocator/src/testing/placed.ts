/** Brings a test to the point where an instance holds a partition. */

import { findInstance } from "@partita/projections/instance-status/query.ts";
import { becauseOf } from "#allocator/because.ts";
import { placeWaiting } from "#allocator/place-waiting.ts";
import type { Working } from "#allocator/ports.ts";
import type { House } from "#allocator/testing/house.ts";

type Wanted = { readonly instance: string; readonly cause: string };

/** Places these as a task would, with the rows as they are. */
export async function placed(ports: Working, ...all: readonly Wanted[]): Promise<void> {
  await placeWaiting(ports, async (rows) => {
    const found = all.map(async ({ instance, cause }) => {
      const status = await findInstance(rows, instance);
      return status === undefined ? [] : [{ instance: status, because: becauseOf(cause) }];
    });
    return (await Promise.all(found)).flat();
  });
}

/** An instance in slappart0 of COMP-1, and its award. */
export async function aPlacedInstance(house: House) {
  await house.bring("COMP-1", 1);
  const wanted = await house.request("guestbook");
  await house.catchUp();
  await placed(house.ports, wanted);
  await house.catchUp();
  const award = (await house.status(wanted.instance))?.award?.award;
  if (award === undefined) throw new Error("the instance was not awarded");
  return { ...wanted, award };
}
