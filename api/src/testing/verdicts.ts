/** Who holds what in a test's market, told by hand: by this the tables are judged. */
import { digestOf } from "@partita/schemas";
import type { Reach } from "#api/reach.ts";
import { exampleOf, expected, hosted, market, place } from "#api/testing/market.ts";
import { type Caller, callers, type World } from "#api/testing/world.ts";

/** What commands and questions are about; each side belongs to other callers. */
export type Side = "hosters" | "rivals";
export const sides = ["hosters", "rivals"] as const satisfies readonly Side[];
export type Things = Readonly<Record<string, string>>;

// Object.keys forgets that it has the names of callers.
export const callerNames = Object.keys(callers) as readonly Caller[];

/** By side, those whose it is; everybody: whatever it is, it is within reach. */
type Holders = Readonly<Record<Side, readonly Caller[]>> | "everybody";

const computers: Holders = { hosters: ["hoster", "comp1"], rivals: ["rival", "comp2"] };
const agents: Holders = { hosters: ["comp1"], rivals: ["comp2"] };
/** What nobody requested: roots alone stand in this market. */
const nobody: Holders = { hosters: [], rivals: [] };
const instances: Holders = { hosters: ["guestbook"], rivals: [] };
const papers: Holders = { hosters: ["hoster"], rivals: ["ada"] };

/** A reach that is not in this table does not compile. */
export const holders: { readonly [R in Reach]: Holders } = {
  anything: "everybody",
  "own-books": { hosters: ["hoster", "accountant"], rivals: ["rival"] },
  "own-computer": computers,
  "own-computers": { hosters: ["hoster"], rivals: ["rival"] },
  "any-computer": "everybody",
  "its-computer": instances,
  "computer-in-charge": agents,
  "hosted-instance": agents,
  "instance-on-it": agents,
  "child-of-hosted": nobody,
  "own-instance": { hosters: ["ada"], rivals: ["bob"] },
  itself: instances,
  "own-child": nobody,
  "its-tree": instances,
  "own-offer": { hosters: ["hoster"], rivals: ["rival"] },
  "own-partition": agents,
  "as-itself": instances,
  "own-tree": "everybody",
  "any-identity": "everybody",
  "own-identity": papers,
  "any-certificate": "everybody",
  "any-enrolment": "everybody",
  "any-token": "everybody",
  "own-certificate": papers,
  "own-enrolment": papers,
  "own-token": papers,
  "any-webhook": "everybody",
  "one-more-webhook": "everybody",
  "own-webhook": papers,
};

export function isHeld(reach: Reach, caller: Caller, side: Side): boolean {
  const known = holders[reach];
  return known === "everybody" || known[side].includes(caller);
}

/** Two sides of a market: computers, an instance on each, and papers of the hoster and of ada. */
export async function twoSides(house: World): Promise<Readonly<Record<Side, Things>>> {
  const { offer } = await market(house);
  const instance = await hosted(house, offer);
  const terms = { ...exampleOf("publish-offer"), computers: ["COMP-2"] };
  const rivals = expected(201, await house.post("rival", "/v1/offers", terms)).subject;
  const asked = expected(
    202,
    await house.post("bob", "/v1/instances", exampleOf("request-instance")),
  );
  const where = { computer: "COMP-2", seller: "organisation:rival" } as const;
  await place(house, asked.instance, { offer: rivals, buyer: "person:bob", ...where });
  return {
    hosters: {
      ...{ computer: "COMP-1", instance, offer, tree: await treeOf(house, instance) },
      organisation: "organisation:hoster",
      ...(await papersOf(house, "hoster")),
    },
    rivals: {
      ...{ computer: "COMP-2", instance: asked.instance.instance, offer: rivals },
      ...{ tree: asked.instance.tree, organisation: "organisation:rival" },
      ...(await papersOf(house, "ada")),
    },
  };
}

async function treeOf(house: World, instance: string): Promise<string> {
  return expected(200, await house.get("ada", `/v1/instances/${instance}`)).instance.tree;
}

/** A certificate, an enrolment, a token and a webhook of a caller. */
async function papersOf(house: World, caller: "hoster" | "ada"): Promise<Things> {
  const { actor: holder, role } = callers[caller];
  const whose = { holder, role, owner: holder } as const;
  const serial = digestOf(caller).slice(0, 15).replace(/^/, "1");
  await house.house("record-certificate", { streamId: holder, detail: { ...whose, serial } });
  const send = async (kind: "issue-enrolment" | "issue-token", path: string) => {
    const body = { ...exampleOf(kind), holder, role, tokenHash: digestOf(`${kind} ${caller}`) };
    return expected(201, await house.post(caller, path, body)).subject;
  };
  const hook = await house.post(caller, "/v1/webhooks", exampleOf("register-webhook"));
  return {
    certificate: serial,
    enrolment: await send("issue-enrolment", "/v1/enrolments"),
    token: await send("issue-token", "/v1/tokens"),
    webhook: expected(201, hook).subject,
    ...{ holder, role },
  };
}
