/** Receivers of webhooks: they note which movement a letter tells of, or are gone for good. */
import type { Post } from "@partita/webhooks";
import type { Trouble } from "./killed-within.ts";

/** Where a letter went, and the id of the movement that it tells of. */
export type Taken = { readonly url: string; readonly movement: string };

export type Receivers = {
  readonly post: Post;
  /** In the order in which they came. */
  readonly letters: readonly Taken[];
};

export function receivers(trouble?: Trouble): Receivers {
  const letters: Taken[] = [];
  return {
    letters,
    post: async ({ url, headers }) => {
      if (trouble?.isGone() === true) return { status: 410 };
      letters.push({ url, movement: headers["webhook-id"] ?? "" });
      return { status: 200 };
    },
  };
}
