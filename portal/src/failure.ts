/**
 * Turns what went wrong with the Master into a page that says so, and the HTTP status that goes
 * with it.
 */
import { MasterRefusal, MasterUnreachable } from "@partita/schemas";
import { propertyList } from "./data-table.ts";
import { html } from "./html.ts";
import type { Shown } from "./page.ts";

export type Failure = Shown & { readonly status: number };

export function failureOf(error: unknown): Failure {
  if (error instanceof MasterRefusal) return refused(error);
  if (error instanceof MasterUnreachable) return unreachable;
  const status = error instanceof Error && "statusCode" in error ? Number(error.statusCode) : 500;
  // What fastify turned down before a page saw it: a body too large, of a wrong type, cut short.
  if (status >= 400 && status < 500) return { ...notUnderstood, status };
  return failed;
}

const unreachable: Failure = {
  status: 502,
  title: "The Master does not answer",
  body: html`<p>Is the house running? Start it with <code>npm start</code>,
then load this page again.</p>`,
};

const notUnderstood: Failure = {
  status: 400,
  title: "Not understood",
  body: html`<p>The portal cannot read this request. <a href="/">Your instances</a></p>`,
};

const failed: Failure = {
  status: 500,
  title: "The portal failed",
  body: html`<p>Its log says why. <a href="/">Your instances</a></p>`,
};

export function notFound(): Failure {
  const body = html`<p>Nothing lives at this address. <a href="/">Your instances</a></p>`;
  return { status: 404, title: "Not found", body };
}

function refused({ message, problem }: MasterRefusal): Failure {
  const { status, code, retryable, facts = {} } = problem;
  const again = retryable && html`<p>The same may succeed later: load this page again.</p>`;
  const body = html`<p>${message} (<code>${code}</code>)</p>
${propertyList(Object.entries(facts))}
${again}`;
  return { status, title: "Refused", body };
}
