import { isIP } from "node:net";
import fc from "fast-check";
import { expect, test } from "vitest";
import { serverName } from "./server-name.ts";

const hexOf = (name: string) => {
  const found = serverName(name);
  return "address" in found ? Buffer.from(found.address).toString("hex") : found;
};

test.each([
  ["localhost", { dns: "localhost" }],
  ["Master.Example.org", { dns: "master.example.org" }],
  ["*.example.org", { dns: "*.example.org" }],
  ["1.example.org", { dns: "1.example.org" }],
  ["127.0.0.1", "7f000001"],
  ["::1", `${"0".repeat(31)}1`],
  ["2001:db8::ff00:42:8329", "20010db8000000000000ff0000428329"],
  ["2001:0DB8:0:0:0:ff00:42:8329", "20010db8000000000000ff0000428329"],
  ["::ffff:10.0.0.1", "00000000000000000000ffff0a000001"],
  ["::", "0".repeat(32)],
])("%s", (name, expected) => {
  expect(hexOf(name)).toEqual(expected);
});

test.each([
  "",
  " ",
  "a b",
  "-a",
  "a..b",
  "256.1.1.1",
  "1.2.3",
  "::g",
  "1::2::3",
  "a/b",
  "é.org",
  "*",
])("%j is neither a name nor an address", (name) => {
  expect(() => serverName(name)).toThrow("neither a host name nor an address");
});

test("whatever node:net takes for an address is one, of as many bytes", () => {
  fc.assert(
    fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (address) => {
      const found = serverName(address);
      expect("address" in found && found.address.length).toBe(isIP(address) === 4 ? 4 : 16);
    }),
  );
});
