// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates are what is tested
import { expect, test } from "vitest";
import { fillTemplate } from "./fill-template.ts";

const names = new Map([
  ["address", "127.0.0.1"],
  ["port.http", "8080"],
  ["parameter.greeting", 'Say "hi" to ${address}'],
  ["parameter.lines", "one\ntwo"],
]);

test.each([
  ["nothing to fill", "nothing to fill"],
  ["http://${address}:${port.http}/", "http://127.0.0.1:8080/"],
  ["$${address}", "${address}"],
  ["costs 5$ {a}", "costs 5$ {a}"],
  ["${parameter.greeting}", 'Say "hi" to ${address}'],
])("%s becomes %s", (template, filled) => {
  expect(fillTemplate(template, names)).toBe(filled);
});

test.each([
  ["${port.https}", /port\.https is unknown; known are .*port\.http/],
  ["${}", /name {2}is unknown/],
  ["${address", /never closed/],
  ["${ {address}", /never closed/],
  ["${parameter.lines}", /parameter\.lines holds a control character/],
])("%s is an error that names what is wrong", (template, message) => {
  expect(() => fillTemplate(template, names)).toThrow(message);
});

test("in JSON every value stays within its quotes", () => {
  const text = fillTemplate(
    '{"a": "${parameter.greeting}", "b": "${parameter.lines}"}',
    names,
    "json",
  );
  expect(JSON.parse(text)).toEqual({ a: 'Say "hi" to ${address}', b: "one\ntwo" });
});
