/** Says whether the event store of EVENTSTORE_URL can be tested; `npm run test:eventstore` asks. */
import { openEventStore } from "@partita/ledger/adapters/eventstore/store.ts";

const url = process.env.EVENTSTORE_URL;

if (url === undefined) {
  process.stderr.write(
    "EVENTSTORE_URL is not set: npm run test:eventstore needs a real EventStoreDB or KurrentDB,\n" +
      "as in EVENTSTORE_URL='esdb://127.0.0.1:2113?tls=false'. Without one, npm test runs the\n" +
      "same tests against a server in the process of the test.\n",
  );
  process.exitCode = 1;
} else {
  try {
    const { close } = await openEventStore(url);
    await close();
  } catch (fault) {
    process.stderr.write(`EVENTSTORE_URL cannot be tested: ${reasonOf(fault)}\n`);
    process.exitCode = 1;
  }
}

function reasonOf(fault: unknown): string {
  if (!(fault instanceof Error)) return String(fault);
  return fault.cause === undefined ? fault.message : `${fault.message}: ${reasonOf(fault.cause)}`;
}
