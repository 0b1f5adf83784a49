/**
 * Declares one command: its name, its stream, its detail, one example, and where it is sent over
 * HTTP, if at all.
 */
import type { Static, TSchema } from "typebox";

/**
 * The kinds of identity that may send a command or a query; which of them acts on what is the API's
 * table.
 */
export type Role =
  | "person"
  | "organisation"
  | "computer"
  | "instance"
  | "operator"
  | "accountant"
  | "auditor";

export type Send = {
  readonly method: "POST";
  /** `:computer`, `:instance`, `:offer`, `:organisation` name what the command speaks to. */
  readonly path: `/v1/${string}`;
};

type Declared<K extends string, C extends string, D extends TSchema> = {
  readonly kind: K;
  readonly stream: C;
  /** One sentence for the reference page: what is asked. */
  readonly says: string;
  readonly detail: D;
  readonly example: Static<D>;
};

/** With `send`, a client may send it; without, only the house itself does. The type says which. */
export function defineCommand<K extends string, C extends string, D extends TSchema>(
  command: Declared<K, C, D> & { readonly send: Send },
): Declared<K, C, D> & { readonly send: Send };
export function defineCommand<K extends string, C extends string, D extends TSchema>(
  command: Declared<K, C, D>,
): Declared<K, C, D>;
export function defineCommand(command: object): object {
  return command;
}
