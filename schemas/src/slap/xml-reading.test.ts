import { expect, test } from "vitest";
import { readXml, type XmlLimits } from "#schemas/slap/xml-reading.ts";

const limits: XmlLimits = { charactersMax: 1000, depthMax: 3, elementsMax: 5, attributesMax: 2 };

function told(xml: string) {
  const heard: string[] = [];
  const fault = readXml(xml, limits, {
    opened: (name, attributes) => {
      heard.push(`${name}(${[...attributes.keys()].join()})`);
      return name === "bad" ? "bad is bad" : undefined;
    },
    closed: (name) => void heard.push(`/${name}`),
    text: (part) => void heard.push(part),
  });
  return { heard, fault };
}

test("a reader hears elements and texts in their order, and nothing of prefixes", () => {
  const { heard, fault } = told('<p:a xmlns:p="urn:p"><b c="1">x<![CDATA[<y>]]></b></p:a>');
  expect(fault).toBeUndefined();
  expect(heard).toEqual(["a(xmlns:p)", "b(c)", "x", "<y>", "/b", "/a"]);
});

test.each([
  ["x".repeat(1001), "longer than 1000"],
  ["<a><a><a><a/></a></a></a>", "more than 3 deep"],
  ["<a><b/><b/><b/><b/><b/></a>", "more than 5 elements"],
  ['<a b="" c="" d=""/>', "more than 2 attributes"],
  ['<a b="" b=""/>', "duplicate attribute"],
  ["<!DOCTYPE a><a/>", "DOCTYPE"],
  ["<a>&e;</a>", "undefined entity"],
  ["<a><b></a></b>", "unexpected close"],
  ["<a><bad/></a>", "bad is bad"],
  ["", "document must contain a root"],
])("a document is refused (%#)", (xml, fault) => {
  expect(told(xml).fault).toContain(fault);
});

test("after the first fault nothing is heard", () => {
  expect(told("<a><bad/><b/></a>").heard).toEqual(["a()", "bad()"]);
});
