import { expect, test } from "vitest";
import { encode } from "./der.ts";
import { nameToDer, nameToText } from "./distinguished-name.ts";

test("a name is a sequence of sets", () => {
  const der = encode(nameToDer([{ attribute: "CN", value: "A" }]));
  expect(der.toString("hex")).toBe("300c310a300806035504030c0141");
});

test("in words an address follows a slash, and the rest a comma", () => {
  const name = nameToText([
    { attribute: "O", value: "Partita" },
    { attribute: "CN", value: "COMP-1" },
    { attribute: "emailAddress", value: "COMP-1@computer.invalid" },
  ]);
  expect(name).toBe("O=Partita, CN=COMP-1/emailAddress=COMP-1@computer.invalid");
});
