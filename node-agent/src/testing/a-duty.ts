/** Builds the duty of a partition for a test, changing only what the test is about. */
import type { PartitionDuty } from "@partita/schemas";

export function aDuty(changes: Partial<PartitionDuty> = {}): PartitionDuty {
  return {
    partition: "slappart0",
    address: "127.0.0.1",
    instance: "INST-1",
    title: "web",
    tree: "TREE-1",
    rootTitle: "web",
    softwareRelease: "https://software.example/web/software.json",
    softwareType: "default",
    state: "started",
    parameters: {},
    connection: {},
    reported: "waiting",
    changedAt: "10",
    changedOn: "2026-01-01T00:00:00.000Z",
    conditions: {},
    ...changes,
  };
}
