/** A way for requests that never leaves the process; what finds no answer is sent again. */
import type { buildApi } from "@partita/api";

/** A client sends again what the house could not answer, as often as this. */
const answersMax = 20;

/** By turns to several processes, as it were, that serve the same. */
export function inject(apps: readonly ReturnType<typeof buildApi>[]): typeof fetch {
  let asked = 0;
  return async (input, init) => {
    const { pathname, search } = new URL(String(input));
    for (let answers = 1; ; answers++) {
      const app = apps[asked++ % apps.length];
      if (app === undefined) throw new Error("nobody serves");
      const { body, statusCode: status } = await app.inject({
        method: init?.method === "POST" ? "POST" : "GET",
        url: `${pathname}${search}`,
        headers: Object.fromEntries(new Headers(init?.headers)),
        ...(typeof init?.body === "string" && { payload: init.body }),
      });
      const isUnknown = status === 500 || body.includes('"outcome-unknown"');
      if (!isUnknown || answers === answersMax) return new Response(body, { status });
    }
  };
}
