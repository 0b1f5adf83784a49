import { commandKinds, type QueryName, queries } from "@partita/schemas";
import { afterAll, beforeAll, expect, test } from "vitest";
import { mayAsk } from "#api/authorisation.ts";
import { checkSchema } from "#api/check-schema.ts";
import { type World, world } from "#api/testing/world.ts";
import { usagePath } from "#api/usage-route.ts";

type Media = { readonly schema: object; readonly example?: unknown };
type Operation = {
  readonly operationId: string;
  readonly summary: string;
  readonly security: readonly object[];
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly schema: object;
  }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, Media>> };
  readonly responses: Readonly<
    Record<string, { readonly content: Readonly<Record<string, Media>> }>
  >;
};
type Description = {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly securitySchemes: object };
};

let house: World;
let description: Description;
beforeAll(async () => {
  house = await world();
  description = (await house.inject({ url: "/v1/openapi.json" })).body;
});
afterAll(() => house.close());

const inBraces = (path: string) => path.replace(/:([a-z]+)/g, "{$1}");
const operation = (method: string, path: string) => description.paths[inBraces(path)]?.[method];
const operations = () => Object.values(description.paths).flatMap((path) => Object.values(path));

const sendable = commandKinds.filter((command) => "send" in command);

test("the description is OpenAPI 3.1, with a title, a version and the scheme of the tokens", () => {
  expect(description.openapi).toMatch(/^3\.1\.\d+$/);
  expect(description.info).toMatchObject({ title: "Partita", version: "1" });
  expect(description.components.securitySchemes).toEqual({
    token: { type: "http", scheme: "bearer" },
  });
});

test.each(sendable)(
  "$kind is described, with an example that it would accept",
  ({ kind, says, send }) => {
    const described = operation("post", send.path);
    expect(described).toMatchObject({
      operationId: kind,
      summary: says,
      security: [{ token: [] }],
    });
    const media = described?.requestBody?.content["application/json"];
    expect(media?.example).toBeDefined();
    expect(checkSchema(media?.schema ?? {})(media?.example)).toEqual({});
  },
);

test.each(queries)("$name is described", ({ name, says, path }) => {
  const isPublic = mayAsk[name satisfies QueryName] === "public";
  const security = isPublic ? [] : [{ token: [] }];
  expect(operation("get", path)).toMatchObject({ operationId: name, summary: says, security });
});

test("report-usage is described, with an example in TioXML", () => {
  const { requestBody, operationId } = operation("post", usagePath) ?? {};
  expect(operationId).toBe("report-usage");
  expect(Object.keys(requestBody?.content ?? {})).toEqual(["text/xml", "application/xml"]);
  expect(requestBody?.content["text/xml"]?.example).toContain("<journal>");
});

test("there is nothing but what is registered, and what describes it", () => {
  const ids = operations().map(({ operationId }) => operationId);
  const registered = [...sendable.map(({ kind }) => kind), ...queries.map(({ name }) => name)];
  const identity = [
    "certify",
    "renew-certificate",
    "authority",
    "revocation-list",
    "revocation-list-pem",
  ];
  const expected = [...registered, ...identity, "report-usage", "openapi", "problem", "problems"];
  expect(ids.toSorted()).toEqual(expected.toSorted());
});

test("each name in a path is a parameter of each of its operations", () => {
  for (const [path, methods] of Object.entries(description.paths))
    for (const { parameters = [] } of Object.values(methods))
      expect(parameters.filter((one) => one.in === "path").map(({ name }) => name)).toEqual(
        [...path.matchAll(/\{([a-z]+)\}/g)].map(([, name]) => name),
      );
});

test("each operation says how it succeeds, and refuses with problem details", () => {
  const refusing = operations().filter(
    ({ operationId }) => operationId !== "openapi" && operationId !== "problems",
  );
  for (const { operationId, responses } of refusing) {
    expect(Object.keys(responses)[0], operationId).toMatch(/^20[01]$/);
    expect(Object.keys(responses.default?.content ?? {})).toEqual(["application/problem+json"]);
  }
});

test("every reference inside the description leads somewhere", () => {
  const text = JSON.stringify(description);
  for (const [, pointer = ""] of text.matchAll(/"\$ref":"#\/([^"]+)"/g))
    expect(
      pointer.split("/").reduce<unknown>((part, name) => Object(part)[name], description),
    ).toBeDefined();
  expect(text).not.toContain('"nullable"');
});
