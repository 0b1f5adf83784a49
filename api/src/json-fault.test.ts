import { expect, test } from "vitest";
import { jsonFault } from "#api/json-fault.ts";

test.each([
  ['{"title": x}', "line 1, column 11: a value is expected here"],
  ['{"a": 1,\n "b" 2}', "line 2, column 6: : is expected here"],
  ['{"a": 1,}', "line 1, column 9: a name is expected here"],
  ["{a: 1}", "line 1, column 2: a name or } is expected here"],
  ["[1 2]", "line 1, column 4: , or ] is expected here"],
  ['{"a": 1', "line 1, column 8: , or } is expected here"],
  ['{"a": 1]', "line 1, column 8: , or } is expected here"],
  ["[", "line 1, column 2: a value or ] is expected here"],
  ["{} {}", "line 1, column 4: the end is expected here"],
  ['"a\nb"', "line 1, column 1: a value is expected here"],
  ["'a'", "line 1, column 1: a value is expected here"],
  ["", "line 1, column 1: a value is expected here"],
])("%j breaks at %s", (text, fault) => {
  expect(() => JSON.parse(text)).toThrow();
  expect(jsonFault(text)).toBe(fault);
});

test.each(['{"a":[1,-2.5e+3,"\\u00e9\\n",{}],"b":[]}', " null ", '"x"', "[[[]]]"])(
  "%j is JSON",
  (text) => {
    expect(() => JSON.parse(text)).not.toThrow();
    expect(jsonFault(text)).toBeUndefined();
  },
);
