/** Serves what the API says of itself: its OpenAPI description and the catalogue of problems. */
import swagger from "@fastify/swagger";
import { Problem } from "@partita/schemas";
import type { FastifyInstance } from "fastify";
import { Type } from "typebox";
import { answerDenial } from "#api/answer-denial.ts";
import { deny, describeProblem, isProblemCode, problemCodes } from "#api/problems.ts";
import { answered, closed, refused, tokenScheme } from "#api/route-schema.ts";

/** Must be registered before the routes that it describes. */
export async function collectRoutes(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    convertConstToEnum: false,
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Partita",
        version: "1",
        description: "A marketplace ledger for cloud capacity: wishes in, immutable movements out.",
        license: { name: "AGPL-3.0-or-later", identifier: "AGPL-3.0-or-later" },
      },
      tags: [
        { name: "commands", description: "Wishes: each answers with the movements that followed." },
        {
          name: "queries",
          description: "Questions to the projections; `position` waits for them.",
        },
        { name: "identities", description: "Certificates: issued, renewed, checked." },
        { name: "log", description: "The Merkle log: what the Master signs, and proofs of it." },
        { name: "description", description: "What the API says of itself." },
      ],
      components: { securitySchemes: { [tokenScheme]: { type: "http", scheme: "bearer" } } },
    },
  });
}

export function routeDescription(app: FastifyInstance): void {
  app.get("/v1/openapi.json", { schema: described("openapi", "This description.") }, () =>
    app.swagger(),
  );
  const problems = described("problems", "Every problem that the API may answer.", {
    "200": answered("The catalogue.", Type.Object({ problems: Type.Array(Problem) })),
  });
  app.get("/v1/problems", { schema: problems }, () => ({
    problems: problemCodes.map(describeProblem),
  }));
  const problem = {
    ...described("problem", "What a problem means, and whether to send the same again.", {
      "200": answered("The problem.", Problem),
      default: refused,
    }),
    params: closed({ code: Type.String() }),
  };
  app.get<{ Params: { code: string } }>(
    "/v1/problems/:code",
    { schema: problem },
    (request, reply) => {
      const { code } = request.params;
      return isProblemCode(code)
        ? describeProblem(code)
        : answerDenial(request, reply, deny("no-such-route"));
    },
  );
}

function described(operationId: string, summary: string, response: object = {}) {
  const schema = { operationId, summary, tags: ["description"], security: [] };
  return Object.keys(response).length > 0 ? { ...schema, response } : schema;
}
