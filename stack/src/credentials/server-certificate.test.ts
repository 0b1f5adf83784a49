import { testAuthority } from "@partita/certificates/testing/test-authority.ts";
import { expect, test } from "vitest";
import { freshTls, serverTls, watchTls } from "./server-certificate.ts";

const settings = { names: ["localhost"] };

test("an authority that cannot look for a rotation still says what its server shows", async () => {
  const authority = await testAuthority();
  const says: unknown[] = [];
  const away = { ...authority, refresh: () => Promise.reject(new Error("the root is elsewhere")) };
  const log = (line: Readonly<Record<string, unknown>>) => void says.push(line.says);
  expect(await freshTls(away, { settings, log })).toEqual(await serverTls(authority, settings));
  expect(says).toEqual(["the certificate authority was not brought up to date"]);
});

test("what is shown is replaced when it is another, and only then", async () => {
  const [one, other] = ["one", "other"].map((cert) => ({ key: "", cert, ca: ["root"] }));
  const known = { ...other, key: "", cert: "other", ca: ["root", "next"] };
  const looks = [one, other, other, known];
  const stop = new AbortController();
  const replaced: unknown[] = [];
  await watchTls({
    shown: { key: "", cert: "one", ca: ["root"] },
    now: async () => {
      const found = looks.shift();
      if (looks.length === 0) stop.abort();
      return found ?? known;
    },
    replace: (tls) => void replaced.push(tls),
    sleep: async () => undefined,
    signal: stop.signal,
  });
  expect(replaced).toEqual([other, known]);
});
