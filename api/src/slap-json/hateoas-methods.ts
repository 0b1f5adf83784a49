/** The method that tells where the other API of SlapOS's command line is. */
import { hateoasUrl } from "#api/hateoas/hateoas-url.ts";
import { type Called, type JsonMethod, jsonMethod } from "#api/slap-json/json-method.ts";
import { Empty, only, Text } from "#api/slap-json/shapes.ts";

async function tellUrl({ request }: Called<object>) {
  return { hateoas_url: hateoasUrl(request) };
}

export const hateoasMethods = {
  "slapos.get.v0.hateoas_url": jsonMethod({
    input: Empty,
    output: only({ hateoas_url: Text }),
    absences: {},
    answer: tellUrl,
  }),
} as const satisfies Readonly<Record<string, JsonMethod>>;
