/** Certificates per second: of keys that others made, and with a key that the Master makes. */
import { makeCsr } from "@partita/certificates/adapters/make-csr.ts";
import { testAuthority } from "@partita/certificates/testing/test-authority.ts";
import { load } from "../../load.ts";
import type { Row } from "../../scenario.ts";

const runMilliseconds = 2_000;
const kinds = ["p256", "rsa2048"] as const;

export async function certificateRows(): Promise<readonly Row[]> {
  const authority = await testAuthority();
  const order = () => ({
    ...({ holder: "computer:COMP-1", role: "computer" } as const),
    now: new Date().toISOString(),
  });
  const rows: Row[] = [];
  for (const kind of kinds) {
    const { csr } = await makeCsr("COMP-1", kind);
    const issue = () => authority.sign(csr, order()).then(() => 1);
    rows.push(await load(`certificate of a ${kind} request`, 1, issue, runMilliseconds));
    const make = () => authority.signWithKey(order(), kind).then(() => 1);
    rows.push(await load(`certificate with a ${kind} key`, 1, make, runMilliseconds));
  }
  return rows;
}
