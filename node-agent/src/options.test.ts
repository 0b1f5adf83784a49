import { expect, test } from "vitest";
import { help, parseOptions } from "./options.ts";

const needed = "--master http://127.0.0.1:1 --computer COMP-1 --token-file t --home h";
const parse = (text: string) => parseOptions(text.split(" ").filter((word) => word !== ""));

test("what is not given has a default", () => {
  expect(parse(needed)).toEqual({
    master: "http://127.0.0.1:1",
    computer: "COMP-1",
    tokenFile: "t",
    home: "h",
    partitions: 10,
    address: "127.0.0.1",
    intervalMs: 1000,
    reportIntervalMs: 60_000,
    mirrors: new Map(),
    tools: new Map(),
  });
});

test("everything can be given, some of it several times", () => {
  const more = "--partitions 3 --address ::1 --interval-ms 50 --report-interval-ms 1000";
  const pairs =
    "--mirror https://x.example/?a=b=/srv --tool node=/n --tool pg=/p --run-as 65534:65533";
  expect(parse(`${needed} ${more} ${pairs}`)).toMatchObject({
    partitions: 3,
    address: "::1",
    intervalMs: 50,
    reportIntervalMs: 1000,
    mirrors: new Map([["https://x.example/?a=b", "/srv"]]),
    tools: new Map([
      ["node", "/n"],
      ["pg", "/p"],
    ]),
    runAs: { uid: 65_534, gid: 65_533 },
  });
});

test("a certificate is asked for with the token of an enrolment, and checked with roots", () => {
  const secure = "--master https://master.example --computer COMP-1 --home h";
  expect(parse(`${secure} --enrolment-file e --ca roots.pem`)).toMatchObject({
    enrolmentFile: "e",
    caFile: "roots.pem",
  });
});

test.each([
  ["", "--master is missing; see --help"],
  ["--master ftp://x --computer C --token-file t --home h", "is no https: URL"],
  ["--master http://192.0.2.1 --computer C --home h", "http: is for this machine only"],
  [`${needed} --computer ../etc`, "--computer ../etc does not match"],
  [`${needed} --partitions 1001`, "--partitions 1001 is no whole number from 0 to 1000"],
  [`${needed} --partitions -1`, "--partitions"],
  [`${needed} --interval-ms 1.5`, "--interval-ms 1.5 is no whole number"],
  [`${needed} --mirror x`, "--mirror PREFIX=DIR: x is no such pair"],
  [`${needed} --tool =x`, "--tool NAME=PATH: =x is no such pair"],
  [`${needed} --run-as nobody`, "--run-as nobody is no pair of numbers"],
  [`${needed} --run-as 0:0`, "--run-as 0 is root"],
  [`${needed} --colour red`, "--colour"],
])("%s is answered with a sentence", (text, message) => {
  expect(() => parse(text)).toThrow(message);
});

test("help names every flag", () => {
  expect(parse("--help")).toBe("help");
  for (const flag of ["--mirror", "--tool", "--run-as", "--ca", "--enrolment-file", "--token-file"])
    expect(help).toContain(flag);
});
