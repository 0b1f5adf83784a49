import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { marshal } from "#schemas/slap/marshal.ts";
import { dictionary, type SlapValue, slapClasses, tuple } from "#schemas/slap/slap-value.ts";
import { marshalledLimits, unmarshal } from "#schemas/slap/unmarshal.ts";
import { isXmlText } from "#schemas/slap/xml-text.ts";

const read = (inner: string) => unmarshal(`<marshal>${inner}</marshal>`);

test("what was written is read as it was", () => {
  fc.assert(
    fc.property(anyValue(), (value) => {
      expect(unmarshal(marshal(value))).toEqual({ value });
    }),
    { numRuns: 300 },
  );
});

test.each<[string, SlapValue]>([
  ["<unicode>&#233;</unicode>", "é"],
  ["<string>a&amp;amp;b</string>", "a&b"],
  ["<string><![CDATA[a&lt;b]]></string>", "a<b"],
  ["<long>5</long>", 5],
  ["<int> -5 </int>", -5],
  ["<none></none>", null],
  ["\n  <list>\n <int>1</int>\n</list>\n", [1]],
  ['<marshal:list xmlns:marshal="http://www.erp5.org/"><marshal:none/></marshal:list>', [null]],
  ['<list><list id="i3"><int>1</int></list><reference id="i3"/></list>', [[1], [1]]],
  ["<!-- a remark --><bool>1</bool>", true],
  ["<dictionary><string>__proto__</string><int>1</int></dictionary>", new Map([["__proto__", 1]])],
])("%s is read", (xml, value) => {
  expect(read(xml)).toEqual({ value });
});

describe("what is none of the grammar is refused:", () => {
  test.each([
    ["", "exactly one"],
    ["<int>1</int><int>2</int>", "exactly one"],
    ["text", "text within marshal"],
    ["<date>2026</date>", "no value is written as date"],
    ["<constructor/>", "no value is written as constructor"],
    ["<int>1.5</int>", "no integer"],
    [`<int>${"9".repeat(301)}</int>`, "no integer"],
    ["<bool>2</bool>", "neither 0 nor 1"],
    ["<float>1,5</float>", "no number"],
    ["<string>a<int>1</int></string>", "an element within string"],
    ["<none><none/></none>", "within none"],
    ["<dictionary><string>a</string></dictionary>", "no value"],
    ["<dictionary><list/><int>1</int></dictionary>", "plain value"],
    ["<set><list/></set>", "plain values"],
    ['<object module="os" class="system"><tuple/><dictionary/></object>', "another class"],
    ['<object module="slapos.slap.slap" class="slap"><tuple/><dictionary/></object>', "another"],
    ['<object module="slapos.slap.slap" class="Computer"><tuple/></object>', "a tuple and"],
    ['<reference id="i9"/>', "a reference to i9"],
    ['<list id="i2"><reference id="i2"/></list>', "a reference to i2"],
    [
      '<object id="i2" module="slapos.slap.slap" class="Computer"><tuple/><dictionary/></object>' +
        '<reference id="i2"/>',
      "a reference to i2",
    ],
    ["<list>", "unexpected"],
    ["&nbsp;", "undefined entity"],
  ])("%s", (xml, fault) => {
    expect(read(xml)).toEqual({ fault: expect.stringContaining(fault) });
  });

  test("a document of another root", () => {
    expect(unmarshal("<instance/>")).toEqual({ fault: expect.stringContaining("not marshal") });
  });
});

describe("hostile documents are refused where they are hostile:", () => {
  const laughs = [...Array(30).keys()]
    .map((level) => `<!ENTITY l${level + 1} "&l${level};&l${level};">`)
    .join("");
  const references = [...Array(60).keys()]
    .map((level) => `<list id="l${level + 1}">${`<reference id="l${level}"/>`.repeat(8)}</list>`)
    .join("");

  test.each([
    ["entities that unfold", `<!DOCTYPE m [${laughs}]><marshal><string>&l30;</string></marshal>`],
    ["an entity of a file", '<!DOCTYPE m [<!ENTITY f SYSTEM "file:///etc/passwd">]><marshal/>'],
    ["references that unfold", `<marshal><list><list id="l0"/>${references}</list></marshal>`],
    ["elements in elements", `<marshal>${"<list>".repeat(100_000)}`],
    ["elements in plenty", `<marshal><list>${"<none/>".repeat(400_000)}</list></marshal>`],
    ["attributes in plenty", `<marshal><list ${manyAttributes(150_000)}/></marshal>`],
    ["more than is read", `<marshal><string>${"x".repeat(5_000_001)}</string></marshal>`],
  ])("%s", (_, xml) => {
    expect(unmarshal(xml)).toHaveProperty("fault");
  });
});

test("the longest document that is taken is read", () => {
  const long = "x".repeat(marshalledLimits.charactersMax - 100);
  expect(read(`<string>${long}</string>`)).toEqual({ value: long });
});

test("whatever comes, it is read or refused, and never thrown upon", () => {
  const names = fc.constantFrom(
    ...["list", "set", "dictionary", "tuple", "object", "none", "int", "string", "bool", "float"],
    ...["reference", "x", "marshal"],
  );
  const attributes = fc.constantFrom("", ' id="i2"', ' id="i3"', ' class="Computer"', ' a="&lt;"');
  const piece = fc.oneof(
    fc.tuple(names, attributes).map(([name, more]) => `<${name}${more}>`),
    names.map((name) => `</${name}>`),
    fc.tuple(names, attributes).map(([name, more]) => `<${name}${more}/>`),
    fc.string({ unit: "binary", maxLength: 5 }),
    fc.constantFrom(
      "<!DOCTYPE x>",
      "<?xml version='1.1'?>",
      "<![CDATA[",
      "]]>",
      "&#0;",
      "&#x1F600;",
    ),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      for (const text of [pieces.join(""), `<marshal>${pieces.join("")}</marshal>`]) {
        const found = unmarshal(text);
        if ("value" in found) expect(unmarshal(marshal(found.value))).toEqual(found);
      }
    }),
    { numRuns: 2000 },
  );
});

function manyAttributes(count: number): string {
  return Array.from({ length: count }, (_, index) => `a${index}=""`).join(" ");
}

function anyValue(): fc.Arbitrary<SlapValue> {
  const text = fc.string({ unit: "grapheme" }).filter(isXmlText);
  const float = fc.double().map((value): SlapValue => ({ type: "float", value }));
  const big = fc.bigInt().filter((value) => !Number.isSafeInteger(Number(value)));
  const plain = fc.oneof(text, fc.maxSafeInteger(), big, fc.boolean(), fc.constant(null));
  return fc.letrec<{ value: SlapValue; map: ReadonlyMap<SlapValue, SlapValue> }>((tie) => ({
    map: fc.array(fc.tuple(text, tie("value")), { maxLength: 4 }).map((pairs) => new Map(pairs)),
    value: fc.oneof(
      { maxDepth: 5, withCrossShrink: true },
      plain,
      float,
      fc.array(tie("value"), { maxLength: 4 }),
      fc.array(tie("value"), { maxLength: 4 }).map((items) => tuple(...items)),
      fc.array(text, { maxLength: 4 }).map((items) => new Set(items)),
      tie("map"),
      fc.tuple(fc.constantFrom(...slapClasses), fc.array(plain, { maxLength: 3 }), tie("map")).map(
        ([name, given, attributes]): SlapValue => ({
          ...({ type: "object", class: name } as const),
          given,
          attributes,
        }),
      ),
    ),
  })).value;
}

test("a dictionary of names is a map by name", () => {
  expect(read(marshal(dictionary({ a: 1 })).replace(/<\/?marshal>/g, ""))).toEqual({
    value: new Map([["a", 1]]),
  });
});
