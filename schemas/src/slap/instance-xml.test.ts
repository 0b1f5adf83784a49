import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readInstanceXml, writeInstanceXml } from "#schemas/slap/instance-xml.ts";
import { dictionary, type SlapValue } from "#schemas/slap/slap-value.ts";
import { isXmlText } from "#schemas/slap/xml-text.ts";

const head = "<?xml version='1.0' encoding='utf-8'?>\n";

test("parameters are sorted, indented, and texts as Python makes them", () => {
  const parameters: SlapValue = dictionary({ b: true, a: null, é: "<&>", z: "", n: ["x"] });
  // A dictionary is what dictionary() makes.
  expect(writeInstanceXml(parameters as ReadonlyMap<SlapValue, SlapValue>)).toBe(
    `${head}<instance>
  <parameter id="a">None</parameter>
  <parameter id="b">True</parameter>
  <parameter id="n">['x']</parameter>
  <parameter id="z"></parameter>
  <parameter id="é">&lt;&amp;&gt;</parameter>
</instance>
`,
  );
});

test("without parameters it is an empty element", () => {
  expect(writeInstanceXml(new Map())).toBe(`${head}<instance/>\n`);
});

test("what was written is read as it was; an empty text is null", () => {
  const text = fc.string({ unit: "grapheme" }).filter(isXmlText);
  fc.assert(
    fc.property(fc.dictionary(text, text), (texts) => {
      const parameters = new Map(Object.entries(texts).map(([name, one]) => [name, one || null]));
      expect(readInstanceXml(writeInstanceXml(new Map(Object.entries(texts))))).toEqual({
        parameters,
      });
    }),
  );
});

test("texts of one name are joined, and what is deeper or elsewhere is left out", () => {
  const xml = `<instance><parameter id="a">1</parameter>
    <other><parameter id="c">9</parameter></other>
    <parameter id="a">2</parameter><parameter id="b"/></instance>`;
  expect(readInstanceXml(xml)).toEqual({
    parameters: new Map([
      ["a", "1 2"],
      ["b", null],
    ]),
  });
});

test("a name that JavaScript has a meaning for is one like others", () => {
  const parameters = new Map([["__proto__", "x"]]);
  expect(readInstanceXml(writeInstanceXml(parameters))).toEqual({ parameters });
});

test("no text has no parameters", () => {
  expect(readInstanceXml("")).toEqual({ parameters: new Map() });
});

describe("refused is", () => {
  test.each([
    "<marshal/>",
    "<instance><parameter>1</parameter></instance>",
    '<instance><parameter id="a" id="a">1</parameter></instance>',
    '<!DOCTYPE i [<!ENTITY e "x">]><instance><parameter id="a">&e;</parameter></instance>',
    `<instance>${"<a>".repeat(20)}`,
    "<instance>",
  ])("%s", (xml) => {
    expect(readInstanceXml(xml)).toHaveProperty("fault");
  });
});

test("whatever comes, it is read or refused, and never thrown upon", () => {
  const piece = fc.oneof(
    fc.constantFrom('<parameter id="a">', "</parameter>", "<instance>", "</instance>", "<a/>"),
    fc.constantFrom("<!DOCTYPE a [", "]>", "<![CDATA[", "]]>", "<?a", "?>", "<!--", "-->", "&#9;"),
    fc.string({ unit: "binary", maxLength: 8 }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
      const found = readInstanceXml(`<instance>${pieces.join("")}</instance>`);
      expect("fault" in found || found.parameters instanceof Map).toBe(true);
    }),
    { numRuns: 1000 },
  );
});
