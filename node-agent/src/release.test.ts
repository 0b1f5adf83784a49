import { expect, test } from "vitest";
import { parseRelease, typeOf } from "./release.ts";

const digest = "0".repeat(64);

function described(changes: object = {}, type: object = {}) {
  return JSON.stringify({
    format: 1,
    name: "sample",
    version: "1.0.0",
    files: { "run.ts": digest, "etc/a.conf": digest },
    types: { default: type },
    ...changes,
  });
}

test("a small description is read", () => {
  expect(parseRelease(described()).name).toBe("sample");
});

test.each([
  ["no JSON", "{", /is not JSON/],
  ["another format", described({ format: 2 }), /\/format/],
  ["an unknown field", described({ colour: "red" }), /colour/],
  ["a file name that climbs", described({ files: { "../x": digest } }), /\/files/],
  ["a short digest", described({ files: { x: "00" } }), /\/files\/x/],
  ["a path to the root", described({}, { directories: ["/etc"] }), /directories\/0/],
  ["a path that climbs", described({}, { directories: ["a/../b"] }), /directories\/0/],
  ["a template of no file", described({}, { templates: [{ from: "b", to: "c" }] }), /template b/],
  ["a bad pattern", described({}, { parameters: { a: { pattern: "(" } } }), /pattern of a/],
  ["the agent's log", described({}, { services: [service("prepare")] }), /log of the agent's own/],
  ["an empty argv", described({}, { services: [{ name: "web", argv: [] }] }), /argv/],
  ["an unknown resource", described({}, { usage: ["karma"] }), /usage\/0/],
  ["an unknown region", described({}, { requests: [child("mars")] }), /region/],
  ["a title twice", described({}, { requests: [child("asia"), child("asia")] }), /db stands/],
])("a description with %s is turned down, and the message says where", (_, text, message) => {
  expect(() => parseRelease(text)).toThrow(message);
});

test("an unknown type is answered with the known ones", () => {
  const release = parseRelease(described());
  expect(typeOf(release, "default")).toEqual({});
  expect(() => typeOf(release, "toString")).toThrow("sample has no type toString; it has default");
});

function service(name: string) {
  return { name, argv: ["x"] };
}

function child(region: string) {
  return { title: "db", softwareRelease: "https://x.example/s.json", conditions: { region } };
}
