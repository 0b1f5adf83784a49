/** Which routes a server has, read from the server itself: a new one cannot hide from a test. */
import type { FastifyInstance } from "fastify";

export type ServedRoute = { readonly method: "GET" | "POST"; readonly path: string };

const widthOfLevel = 4;

/** Without those that are there only to say that they take another method. */
export async function servedRoutes(app: FastifyInstance): Promise<readonly ServedRoute[]> {
  await app.ready();
  const found: ServedRoute[] = [];
  for (const { path, methods } of pathsIn(app.printRoutes({ commonPrefix: false })))
    for (const method of ["GET", "POST"] as const)
      if (methods.includes(method) && (await isTaken(app, { method, path })))
        found.push({ method, path });
  return found;
}

/** Each line continues the path of the line that it is indented under. */
function pathsIn(printed: string): readonly { path: string; methods: readonly string[] }[] {
  const above: string[] = [];
  return printed.split("\n").flatMap((line) => {
    const [, indent = "", part = "", methods = ""] =
      /^([│├└─ ]*)(\S.*?)(?: \(([A-Z, ]+)\))?$/.exec(line) ?? [];
    if (part === "") return [];
    const level = indent.length / widthOfLevel;
    above.length = level;
    above[level] = `${above[level - 1] ?? ""}${part}`;
    const path = above[level] ?? "";
    // What no route takes; the server prints it like one.
    if (path === "*") return [];
    return methods === "" ? [] : [{ path, methods: methods.split(", ") }];
  });
}

async function isTaken(app: FastifyInstance, { method, path }: ServedRoute): Promise<boolean> {
  const url = path.replace(/:[a-z]+/gi, "x").replace("*", "x");
  const { statusCode } = await app.inject({ method, url });
  return statusCode !== 405;
}
