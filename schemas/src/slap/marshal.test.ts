import { expect, test } from "vitest";
import { marshal } from "#schemas/slap/marshal.ts";
import { dictionary, type SlapValue, tuple } from "#schemas/slap/slap-value.ts";

test.each<[SlapValue, string]>([
  [null, "<none/>"],
  [true, "<bool>1</bool>"],
  [false, "<bool>0</bool>"],
  [1767225600000000, "<int>1767225600000000</int>"],
  [2 ** 60, "<int>1152921504606846976</int>"],
  [10n ** 24n - 1n, "<int>999999999999999999999999</int>"],
  [10n ** 24n, "<long>1000000000000000000000000</long>"],
  [-(10n ** 24n), "<long>-1000000000000000000000000</long>"],
  [{ type: "float", value: 7 }, "<float>7.0</float>"],
  ["", "<string/>"],
  ["a&b", "<string>a&amp;amp;b</string>"],
  [tuple(), "<tuple/>"],
  [
    tuple("slaptap3", "10.0.3.4"),
    "<tuple><string>slaptap3</string><string>10.0.3.4</string></tuple>",
  ],
  [[], '<list id="i2"/>'],
  [[[], []], '<list id="i2"><list id="i3"/><list id="i4"/></list>'],
  [new Set([1]), '<set id="i2"><int>1</int></set>'],
  [new Map(), '<dictionary id="i2"/>'],
])("a value is written: %#", (value, xml) => {
  expect(marshal(value)).toBe(`<marshal>${xml}</marshal>`);
});

test("a dictionary is sorted by its keys: texts, numbers, or else as Python shows them", () => {
  expect(marshal(dictionary({ b: 2, a: 1 }))).toBe(
    '<marshal><dictionary id="i2"><string>a</string><int>1</int>' +
      "<string>b</string><int>2</int></dictionary></marshal>",
  );
  const keysOf = (...keys: SlapValue[]) =>
    marshal(new Map(keys.map((key) => [key, null]))).match(/(?<=<(?:int|string)>)[^<]*/g);
  expect(keysOf(10, 9)).toEqual(["9", "10"]);
  expect(keysOf(1, "a")).toEqual(["a", "1"]);
  expect(keysOf("\u{1f600}", "\uffee", "a")).toEqual(["a", "&#65518;", "&#128512;"]);
});

test("an object has its constructor's values and its attributes, and ids count up", () => {
  const release: SlapValue = {
    type: "object",
    class: "SoftwareRelease",
    given: ["https://sr.example/software.cfg", "COMP-1"],
    attributes: dictionary({ _software_instance_list: [], _requested_state: "available" }),
  };
  expect(marshal(release)).toBe(
    '<marshal><object id="i2" module="slapos.slap.slap" class="SoftwareRelease"><tuple>' +
      "<string>https://sr.example/software.cfg</string><string>COMP-1</string></tuple>" +
      '<dictionary id="i3"><string>_requested_state</string><string>available</string>' +
      '<string>_software_instance_list</string><list id="i4"/></dictionary></object></marshal>',
  );
});

test("a value that occurs twice is written twice, never referred to", () => {
  const list: SlapValue = ["x"];
  expect(marshal([list, list])).toBe(
    '<marshal><list id="i2"><list id="i3"><string>x</string></list>' +
      '<list id="i4"><string>x</string></list></list></marshal>',
  );
});

test("a fraction that does not say that it is a float is a mistake of ours", () => {
  expect(() => marshal(0.5)).toThrow("no integer");
});
