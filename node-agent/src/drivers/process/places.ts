/** Where things lie in the agent's home. */
import { createHash } from "node:crypto";
import { join } from "node:path";

export type Places = ReturnType<typeof places>;

export function places(home: string) {
  // What the agent remembers lies beside a partition, not in it: whoever runs in there cannot
  // rewrite it.
  const kept = (partition: string) => join(home, "kept", partition);
  return {
    software: (softwareRelease: string) =>
      join(home, "software", createHash("md5").update(softwareRelease).digest("hex")),
    partitions: join(home, "partitions"),
    partition: (partition: string) => join(home, "partitions", partition),
    keptAll: join(home, "kept"),
    kept,
    facts: (partition: string) => join(kept(partition), "facts.json"),
    services: (partition: string) => join(kept(partition), "services"),
    logs: (partition: string) => join(kept(partition), "log"),
    log: (partition: string, name: string) => join(kept(partition), "log", `${name}.log`),
  };
}
