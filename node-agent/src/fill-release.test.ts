// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates are what is tested
import { expect, test } from "vitest";
import { fillStep, fillType, prefixed } from "./fill-release.ts";

const names = new Map([["address", "127.0.0.1"], ...prefixed("port", [["http", "8080"]])]);

test("services, promises and connection are filled, with the defaults of the format", () => {
  const filled = fillType(
    {
      services: [{ name: "web", argv: ["serve", "${port.http}"], env: { HOST: "${address}" } }],
      promises: [{ http: "http://${address}:${port.http}/" }, { tcp: "a:1", secondsMax: 3 }],
      connection: { url: "http://${address}:${port.http}/" },
    },
    names,
  );
  expect(filled).toEqual({
    services: [
      {
        name: "web",
        argv: ["serve", "8080"],
        env: { HOST: "127.0.0.1" },
        stopSignal: "SIGTERM",
        stopSecondsMax: 10,
      },
    ],
    promises: [
      { kind: "http", target: "http://127.0.0.1:8080/", secondsMax: 20 },
      { kind: "tcp", target: "a:1", secondsMax: 3 },
    ],
    connection: { url: "http://127.0.0.1:8080/" },
  });
});

test("a type that says nothing fills to nothing", () => {
  expect(fillType({}, names)).toEqual({ services: [], promises: [], connection: {} });
});

test("an argument stays one argument, whatever is filled in", () => {
  const spaced = new Map([["parameter.title", "a b; rm -rf $HOME"]]);
  expect(fillStep({ argv: ["say", "${parameter.title}"] }, spaced).argv).toEqual([
    "say",
    "a b; rm -rf $HOME",
  ]);
});
