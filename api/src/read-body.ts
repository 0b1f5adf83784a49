/** Reads bodies: UTF-8 without exception, JSON with the place where it breaks, XML as text. */
import type { FastifyInstance, FastifyRequest } from "fastify";
import { DeniedRequest } from "#api/denied-request.ts";
import { jsonFault } from "#api/json-fault.ts";
import { jsonBytesMax, tioxmlBytesMax } from "#api/limits.ts";

type Done = (error: Error | null, body?: unknown) => void;

/** From here on, in this scope of the server, a body is JSON or refused. */
export function takeJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  // Refuses __proto__ and constructor.prototype: no command has them, some library may trip.
  const parse = app.getDefaultJsonParser("error", "error");
  const options = { parseAs: "buffer", bodyLimit: jsonBytesMax } as const;
  app.addContentTypeParser("application/json", options, (request, body: Buffer, done) => {
    const text = textOf(body);
    if (text === undefined) return done(notUtf8("malformed-json"));
    parse(request, text, (error, value) => {
      if (error === null) return done(null, value);
      const detail = jsonFault(text) ?? "a name such as __proto__ is not accepted";
      done(new DeniedRequest("malformed-json", { detail }));
    });
  });
  refuseOthers(app, "application/json");
}

/** From here on, in this scope of the server, a body is XML, as text, or refused. */
export function takeXml(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  const options = { parseAs: "buffer", bodyLimit: tioxmlBytesMax } as const;
  const take = (_: FastifyRequest, body: Buffer, done: Done) => {
    const text = textOf(body);
    if (text === undefined) return done(notUtf8("malformed-tioxml"));
    done(null, text);
  };
  app.addContentTypeParser(["text/xml", "application/xml"], options, take);
  refuseOthers(app, "text/xml");
}

/** Whatever else a body says that it is, or says nothing of it. */
function refuseOthers(app: FastifyInstance, type: string): void {
  const detail = `send ${type}`;
  app.addContentTypeParser("*", (_request, _body, done) =>
    done(new DeniedRequest("unsupported-media-type", { detail })),
  );
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** Undefined: it is not UTF-8. */
export function textOf(body: Buffer): string | undefined {
  try {
    return utf8.decode(body);
  } catch {
    // Decoding leniently would store another text than was sent: the caller refuses.
    return undefined;
  }
}

function notUtf8(code: "malformed-json" | "malformed-tioxml"): DeniedRequest {
  return new DeniedRequest(code, { detail: "the body is not UTF-8" });
}
