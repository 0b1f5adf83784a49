import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { parts } from "@partita/stack";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { clone, composeFile, ourServices } from "./testing/compose-file.ts";

const program = (process.env.PATH ?? "")
  .split(delimiter)
  .map((folder) => join(folder, "docker-compose"))
  .find((file) => existsSync(file));

const reason = "SKIPPED: no docker-compose on the PATH; `apt-get install docker-compose`";
if (program === undefined) process.stderr.write(`docker-compose config: ${reason}\n`);

test("docker-compose takes the file as it is, those of the cluster included", (context) => {
  if (program === undefined) {
    Object.assign(context.task.meta, { reason });
    return context.skip(reason);
  }
  const words = ["--file", join(clone, "docker-compose.yml"), "--profile", "cluster", "config"];
  const shown = parse(execFileSync(program, words, { encoding: "utf8" }));
  expect(Object.keys(shown.services).toSorted()).toEqual(
    Object.keys(composeFile().services).toSorted(),
  );
});

test("every part of the house is some service's, and every service's program is there", () => {
  const commands = ourServices().map(([, { command = [] }]) => command);
  const run = commands.filter(([, file]) => file === "stack/src/main-part.ts");
  expect(run.flatMap(([, , ...names]) => names).toSorted()).toEqual(
    parts.map(({ name }) => name).toSorted(),
  );
  for (const [node, file = ""] of commands) {
    expect(node).toBe("node");
    expect(existsSync(join(clone, file)), file).toBe(true);
  }
});

test("our services are one image, write nowhere but in volumes, and have limits", () => {
  for (const [name, service] of ourServices()) {
    expect(service, name).toMatchObject({ image: "partita", read_only: true });
    expect(service.mem_limit, name).toMatch(/^\d+[mg]$/);
    expect(service.cpus, name).toBeGreaterThan(0);
  }
});

test("nothing is published beyond the loopback of the machine", () => {
  for (const [name, { ports = [] }] of Object.entries(composeFile().services))
    for (const port of ports) expect(port, name).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
});

test("whoever is waited for can be found healthy, or ends", () => {
  const { services } = composeFile();
  for (const [name, { depends_on = {} }] of Object.entries(services))
    for (const [other, { condition }] of Object.entries(depends_on)) {
      const awaited = services[other];
      expect(awaited, `${name} waits for ${other}`).toBeDefined();
      if (condition === "service_healthy") expect(awaited?.healthcheck?.test, other).toBeDefined();
      else expect(awaited?.restart, other).toBe("no");
    }
});

test("an agent reaches the API and none of the servers behind it", () => {
  const { services } = composeFile();
  const near = Object.entries(services).filter(([, { networks }]) =>
    inNetwork(networks, "computers"),
  );
  expect(near.map(([name]) => name).toSorted()).toEqual(["agent", "api"]);
  expect(services.agent?.environment).toEqual({});
  expect(services.agent?.volumes?.join()).not.toMatch(/keep|shared/);
});

function inNetwork(networks: object | undefined, name: string): boolean {
  return Array.isArray(networks) ? networks.includes(name) : name in (networks ?? {});
}

test("the image is made of every workspace that its programs need", () => {
  const dockerfile = readFileSync(join(clone, "Dockerfile"), "utf8");
  const { workspaces } = JSON.parse(readFileSync(join(clone, "package.json"), "utf8"));
  for (const pattern of workspaces as string[])
    for (const workspace of foldersOf(pattern))
      expect(dockerfile).toContain(`COPY ${workspace}/package.json ${workspace}/`);
  expect(dockerfile).toMatch(/^USER node$/m);
  expect(dockerfile).not.toMatch(/token|password|secret/i);
});

function foldersOf(pattern: string): readonly string[] {
  if (!pattern.endsWith("/*")) return [pattern];
  const folder = pattern.slice(0, -2);
  return readdirSync(join(clone, folder)).map((name) => `${folder}/${name}`);
}
