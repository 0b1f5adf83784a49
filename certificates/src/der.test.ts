import { expect, test } from "vitest";
import {
  bits,
  bytesOf,
  decode,
  encode,
  encoded,
  enumerated,
  explicit,
  ia5,
  implicit,
  integer,
  nothing,
  objectId,
  octets,
  partsOf,
  sequence,
  setOf,
  smallInteger,
  Tag,
  time,
  utf8,
  yes,
} from "./der.ts";

test.each([
  ["an empty sequence", sequence(), "3000"],
  ["a set", setOf(nothing()), "31020500"],
  ["a truth", yes(), "0101ff"],
  ["a small number", smallInteger(2), "020102"],
  ["a number with a high bit", integer(Buffer.of(0x80)), "02020080"],
  ["a number without", integer(Buffer.of(0x7f, 0xff)), "02027fff"],
  ["a choice", enumerated(4), "0a0104"],
  ["an object id", objectId("1.2.840.10045.4.3.2"), "06082a8648ce3d040302"],
  ["a text", utf8("é"), "0c02c3a9"],
  ["a plain text", ia5("a@b"), "1603614062"],
  ["bytes", octets(Buffer.of(1, 2)), "04020102"],
  ["flags", bits(Buffer.of(0x06), 1), "03020106"],
  ["something around", explicit(3, nothing()), "a3020500"],
  ["something instead", implicit(6, Buffer.from("x")), "860178"],
  ["what is encoded", encoded(Buffer.from("3003020101", "hex")), "3003020101"],
])("%s", (_, der, hex) => {
  expect(encode(der).toString("hex")).toBe(hex);
});

test("what is encoded stays as it is, however long", () => {
  const long = encode(sequence(octets(Buffer.alloc(300, 7))));
  expect(encode(encoded(long))).toEqual(long);
});

test("years have two digits up to 2049, and four from then on", () => {
  expect(encode(time(new Date("2049-12-31T23:59:59Z"))).toString("latin1")).toContain(
    "491231235959Z",
  );
  expect(encode(time(new Date("2050-01-01T00:00:00Z"))).toString("latin1")).toContain(
    "20500101000000Z",
  );
});

test("parts and bytes are given out of the right shape only", () => {
  const der = decode(encode(sequence(octets(Buffer.of(9)))));
  const [part] = partsOf(der, Tag.SEQUENCE);
  expect(bytesOf(part, Tag.OCTETSTRING)).toEqual(Buffer.of(9));
  expect(() => partsOf(part, Tag.SEQUENCE)).toThrow("another shape");
  expect(() => bytesOf(der, Tag.OCTETSTRING)).toThrow("another shape");
  expect(() => partsOf(decode(encode(explicit(16))), Tag.SEQUENCE)).toThrow("another shape");
  expect(() => partsOf(undefined, Tag.SEQUENCE)).toThrow("another shape");
});

test("what is cut, followed by more, or too deep is not read", () => {
  expect(() => decode(Buffer.from("300302", "hex"))).toThrow();
  expect(() => decode(Buffer.from("300000", "hex"))).toThrow();
  let deep = sequence();
  for (let depth = 0; depth < 40; depth += 1) deep = sequence(deep);
  expect(() => decode(encode(deep))).toThrow("depth");
});
