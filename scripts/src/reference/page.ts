/** A page of the reference: where it lies, and what it says, made from a registry. */
import { codeOf, heading } from "./markdown.ts";

export type Page = { readonly path: string; readonly text: string };

type Written = {
  readonly name: string;
  readonly title: string;
  /** What the registry behind this page is. */
  readonly from: string;
  readonly intro: string;
  readonly parts: readonly string[];
};

/** Says first that nobody should edit it, and where to edit instead. */
export function page({ name, title, from, intro, parts }: Written): Page {
  const notice = `<!-- Generated from ${from} by npm run reference. Edit that, not this. -->`;
  const text = [notice, heading(1, title), intro, ...parts].join("\n\n");
  return { path: `docs/reference/${name}.md`, text: `${text}\n` };
}

/** An example, as it would travel. */
export function example(value: unknown): string {
  return codeOf("json", JSON.stringify(value, undefined, 2));
}
