import { expect, test } from "vitest";
import { choice, currency, instant, namedTexts, position, seconds } from "./option-value.ts";

test.each([
  ["2026-01-31", "2026-01-31T00:00:00.000Z"],
  ["2026-01-31T12:00:00Z", "2026-01-31T12:00:00.000Z"],
  ["2026-01-31T12:00:00+01:00", "2026-01-31T11:00:00.000Z"],
])("%s is the instant %s", (text, expected) => {
  expect(instant("from", text)).toBe(expected);
});

test.each(["yesterday", "2026-13-01", "2026-01-31T12:00:00", "1767225600"])(
  "%s is no instant",
  (text) => {
    expect(() => instant("from", text)).toThrow("--from reads 2026-01-31 or");
  },
);

test("parameters keep everything after the first equals sign", () => {
  expect(namedTexts("parameter", ["a=1", "url=http://x/?q=2"])).toEqual({
    a: "1",
    url: "http://x/?q=2",
  });
});

test.each(["greeting", "=value"])("%s names no parameter", (text) => {
  expect(() => namedTexts("parameter", [text])).toThrow("reads name=value");
});

test("a currency is one that offers are priced in", () => {
  expect(currency("currency", "eur")).toBe("EUR");
  expect(() => currency("currency", "BTC")).toThrow("one of EUR, USD, JPY");
});

test("a choice, a number of seconds and a position say what fits", () => {
  expect(() => choice("state", "up", ["started", "stopped"])).toThrow("one of started, stopped");
  expect(() => seconds("timeout", "1.5")).toThrow("whole number of seconds");
  expect(() => position("after", "-1")).toThrow("position in the log");
});
