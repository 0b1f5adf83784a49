/** The routes that SlapOS's command line reads: where to search, what was found, one document. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { answerDenial } from "#api/answer-denial.ts";
import type { Authentication } from "#api/authenticate.ts";
import { denySlap } from "#api/authorise.ts";
import { makeComputerToken } from "#api/hateoas/computer-token.ts";
import { hateoasPath, hateoasUrl } from "#api/hateoas/hateoas-url.ts";
import { search, searchLimit, searchLimitMax } from "#api/hateoas/search.ts";
import { parseSearchQuery } from "#api/hateoas/search-query.ts";
import { addressOf, traverse } from "#api/hateoas/traverse.ts";
import type { Identity } from "#api/identities.ts";
import type { Ports } from "#api/ports.ts";
import { type Denial, deny } from "#api/problems.ts";

type Asked = { readonly request: FastifyRequest; readonly identity: Identity | Denial };
type Mode = (ports: Ports, asked: Asked) => Promise<object>;

/** What `mode` may say; the root names the others, so that no client has to know them. */
const modes: Readonly<Record<string, Mode>> = {
  "": showRoot,
  search: showFound,
  traverse: showDocument,
};

export function routeHateoas(
  app: FastifyInstance,
  ports: Ports,
  { identify }: Authentication,
): void {
  const answer = async (request: FastifyRequest, reply: FastifyReply) => {
    const [mode = ""] = textsOf(request, "mode");
    const answering = Object.hasOwn(modes, mode) ? modes[mode] : undefined;
    if (answering === undefined) return answerDenial(request, reply, deny("no-such-route"));
    const identity = await identify(request);
    return answerOf(request, reply, await answering(ports, { request, identity }));
  };
  for (const url of [hateoasPath, `${hateoasPath}/`])
    app.get(url, { schema: { hide: true } }, answer);
  const token = async (request: FastifyRequest, reply: FastifyReply) => {
    const identity = await identify(request);
    const made = "problem" in identity ? identity : await makeComputerToken(ports, identity);
    return answerOf(request, reply, "problem" in made ? made : { access_token: made.token });
  };
  app.get(
    `${hateoasPath}/computer_module/Base_getComputerToken`,
    { schema: { hide: true }, exposeHeadRoute: false },
    token,
  );
}

/** Of nobody else's business, and other the next time: nothing of it is to be kept. */
function answerOf(request: FastifyRequest, reply: FastifyReply, answer: object | Denial) {
  if ("problem" in answer) return answerDenial(request, reply, answer);
  return reply.header("cache-control", "no-store").type("application/json").send(answer);
}

/** The one thing that is told to everybody: where to ask. */
async function showRoot(_: Ports, { request, identity }: Asked): Promise<object> {
  const base = hateoasUrl(request);
  const me = "problem" in identity ? {} : { me: { href: `urn:jio:get:${addressOf(identity)}` } };
  return {
    _links: {
      // Without a slash at its end: clients append one, and a path.
      self: { href: base },
      raw_search: {
        href: `${base}/?mode=search{&query,select_list*,limit*}`,
        templated: true,
      },
      traverse: { href: `${base}/?mode=traverse{&relative_url,view}`, templated: true },
      ...me,
    },
  };
}

async function showFound(ports: Ports, { request, identity }: Asked): Promise<object> {
  if ("problem" in identity) return identity;
  const denial = await denyLooking(ports, identity);
  if (denial !== undefined) return denial;
  const [text = ""] = textsOf(request, "query");
  const query = parseSearchQuery(text);
  const limit = limitIn(textsOf(request, "limit"));
  const columns = textsOf(request, "select_list").flatMap((names) => names.split(","));
  const found = query && limit && (await search(ports, { identity, query, columns, limit }));
  if (found === undefined || found === 0) {
    const detail = "no search of this house asks like this";
    return deny("schema-mismatch", { detail, errors: [{ path: "?query", message: detail }] });
  }
  return { _links: { self: { href: hateoasUrl(request) } }, _embedded: { contents: found } };
}

function denyLooking(ports: Ports, identity: Identity): Promise<Denial | undefined> {
  return denySlap(ports, "hateoas", { identity, to: {}, detail: {}, access: "read" });
}

/** `40`, or as two values or one `0,40`: from where, which is the beginning, and how many. */
function limitIn(texts: readonly string[]): number | undefined {
  const [last = `${searchLimit}`] = texts.flatMap((text) => text.split(",")).slice(-1);
  return /^\d{1,6}$/.test(last) ? Math.min(Number(last), searchLimitMax) : undefined;
}

async function showDocument(ports: Ports, { request, identity }: Asked): Promise<object> {
  if ("problem" in identity) return identity;
  const denial = await denyLooking(ports, identity);
  if (denial !== undefined) return denial;
  const [address = ""] = textsOf(request, "relative_url");
  const found = await traverse(ports, identity, address);
  return found ?? deny("no-such-route", { detail: "no document of yours is at this address" });
}

/**
 * All values of a name in the query string: it may come several times. Without those that name
 * nothing, since no row can contain U+0000.
 */
function textsOf({ query }: FastifyRequest, name: string): readonly string[] {
  const value = Object(query)[name];
  return [value].flat().filter((text) => typeof text === "string" && !text.includes("\0"));
}
