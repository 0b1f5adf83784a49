/** A market in a test's house: two sellers with a computer each, agents, an instance of ada's. */
import { commandKinds } from "@partita/schemas";
import { type Caller, guestbookKey, type World } from "#api/testing/world.ts";

const release = "https://software.partita.example/guestbook/software.json";
export const agents = { comp1: "agent-1", comp2: "agent-2" } as const;

/** COMP-1 is the hoster's, COMP-2 the rival's, each with two partitions and the software. */
export async function market(house: World): Promise<{ readonly offer: string }> {
  await bring(house, "hoster", "comp1", "COMP-1");
  await bring(house, "rival", "comp2", "COMP-2");
  const reply = await house.post("hoster", "/v1/offers", exampleOf("publish-offer"));
  return { offer: expected(201, reply).subject };
}

async function bring(
  { post }: World,
  owner: Caller,
  computer: keyof typeof agents,
  reference: string,
): Promise<void> {
  const agent = agents[computer];
  const path = `/v1/computers/${reference}`;
  const partitions = [0, 1].map((index) => ({
    reference: `slappart${index}`,
    address: "127.0.0.1",
  }));
  expected(201, await post(owner, `${path}/registration`, exampleOf("register-computer")));
  expected(201, await post(owner, `${path}/software`, exampleOf("supply-software")));
  expected(201, await post(computer, `${path}/claim`, { agent }));
  expected(201, await post(computer, `${path}/capacity`, { agent, partitions }));
}

/** Ada's instance in a partition of COMP-1, as the allocator would place it; its reference. */
export async function hosted(house: World, offer: string): Promise<string> {
  const under = { "idempotency-key": guestbookKey };
  const reply = await house.post("ada", "/v1/instances", exampleOf("request-instance"), under);
  const { instance } = expected(202, reply);
  return place(house, instance, { offer, buyer: "person:ada" });
}

type Placing = {
  readonly offer: string;
  readonly buyer: `person:${string}`;
  /** Absent: COMP-1, which is the hoster's. */
  readonly computer?: string;
  readonly seller?: `organisation:${string}`;
};

/** Awards an instance to an offer and gives it a partition. */
export async function place(
  { house }: World,
  { instance, tree }: { readonly instance: string; readonly tree: string },
  { offer, buyer, computer = "COMP-1", seller = "organisation:hoster" }: Placing,
): Promise<string> {
  const awarded = { instance, offer, seller, computer } as const;
  const [award] = await house("award-instance", { streamId: tree, detail: awarded });
  await house("allocate-partition", {
    streamId: computer,
    detail: { instance, tree, award: award?.movement.id ?? "", softwareRelease: release, buyer },
  });
  return instance;
}

/** The example of a command, without what stands in its path. */
export function exampleOf(kind: (typeof commandKinds)[number]["kind"]): Record<string, unknown> {
  const declared = commandKinds.find((command) => command.kind === kind);
  if (declared === undefined) throw new Error(`no command ${kind}`);
  const path: string = "send" in declared ? declared.send.path : "";
  const inBody = Object.entries(declared.example).filter(([name]) => !path.includes(`:${name}`));
  return structuredClone(Object.fromEntries(inBody));
}

/** The body of an answer that has this status. */
export function expected<Body>(
  status: number,
  reply: { readonly status: number; readonly body: Body },
): Body {
  if (reply.status === status) return reply.body;
  throw new Error(`answered ${reply.status}: ${JSON.stringify(reply.body)}`);
}
