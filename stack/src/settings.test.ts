import { expect, test } from "vitest";
import { isLoopback, settingsFrom } from "./settings.ts";

test("a port that was chosen must be free; the habitual one gives way", () => {
  expect(settingsFrom({}).apiPort).toEqual({ number: 8020, chosen: false });
  expect(settingsFrom({ PARTITA_PORT: "9000" }).apiPort).toEqual({ number: 9000, chosen: true });
});

test.each(["0", "70000", "http", "-1", "80.5"])(
  "%s is no port, and the message says so",
  (text) => {
    expect(() => settingsFrom({ PARTITA_PORT: text })).toThrow(/PARTITA_PORT is .*from 1 to 65535/);
  },
);

test("what is set to nothing, as an empty line of a compose file does, is not set", () => {
  expect(settingsFrom({ REDIS_URL: "", PARTITA_PORT: "", PARTITA_HOST: "" })).toEqual(
    settingsFrom({}),
  );
});

test.each(["DATABASE_URL", "EVENTSTORE_URL", "REDIS_URL", "PARTITA_URL"])(
  "an address of another kind in %s is refused without repeating its password",
  (name) => {
    const refused = () => settingsFrom({ [name]: "mysql://root:secret-word@host" });
    expect(refused).toThrow(`${name} is not the address of such a server; one looks like`);
    expect(refused).not.toThrow("secret-word");
  },
);

test("without TLS the API answers on loopback only, and nowhere unless asked", () => {
  expect(settingsFrom({}).plainPort).toBeUndefined();
  expect(settingsFrom({ PARTITA_PLAIN_PORT: "8019" }).plainPort?.number).toBe(8019);
  const beyond = { PARTITA_PLAIN_PORT: "8019", PARTITA_HOST: "192.0.2.1" };
  expect(() => settingsFrom(beyond)).toThrow("beyond this machine the API speaks TLS");
});

test("names of the server are names or addresses, with commas between", () => {
  expect(settingsFrom({}).names).toEqual(expect.arrayContaining(["localhost", "127.0.0.1", "::1"]));
  expect(settingsFrom({ PARTITA_NAMES: "a.example, 192.0.2.1" }).names).toEqual([
    "a.example",
    "192.0.2.1",
  ]);
  for (const text of ["https://a.example", "a b", "a,,b"])
    expect(() => settingsFrom({ PARTITA_NAMES: text })).toThrow(/PARTITA_NAMES is /);
});

test("a certificate of a portal goes with its key", () => {
  expect(settingsFrom({ PARTITA_CERT: "c", PARTITA_KEY: "k" }).certificate).toEqual({
    cert: "c",
    key: "k",
  });
  expect(() => settingsFrom({ PARTITA_CERT: "c" })).toThrow("a certificate needs its key");
});

test("only this machine is listened to unless another address was chosen", () => {
  expect(isLoopback(settingsFrom({}).host)).toBe(true);
  expect(isLoopback(settingsFrom({ PARTITA_HOST: "0.0.0.0" }).host)).toBe(false);
  expect(() => settingsFrom({ PARTITA_HOST: "http://here" })).toThrow(/PARTITA_HOST is /);
});
