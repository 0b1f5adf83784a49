import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { openHome } from "./home.ts";
import { mayReach, unprivilegedUser } from "./unprivileged.ts";

const folder = mkdtempSync(join(tmpdir(), "partita-home-test-"));
chmodSync(folder, 0o755);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const nobody = { uid: 65_534, gid: 65_534, name: "nobody" };

test("an ordinary user's house keeps everything in its home", () => {
  const home = openHome(join(folder, "mine"), undefined);
  expect(home.place).toBe(home.folder);
  expect(statSync(home.tokens).mode & 0o777).toBe(0o700);
});

test("below a closed folder, what another user must reach lies elsewhere, each time there", () => {
  const closed = join(folder, "closed");
  mkdirSync(closed, { mode: 0o700 });
  const common = join(folder, "common");
  const home = openHome(join(closed, "clone", ".partita"), nobody, common);
  expect(mayReach(nobody, home.folder)).toBe(false);
  expect(mayReach(nobody, home.place)).toBe(true);
  expect(openHome(home.folder, nobody, common).place).toBe(home.place);
});

test("an open home is reached by the unprivileged user as it is", () => {
  const home = openHome(join(folder, "open"), nobody);
  expect(home.place).toBe(home.folder);
});

test("a home that cannot be made says which setting to change", () => {
  expect(() => openHome("/proc/partita", undefined)).toThrow(/set PARTITA_HOME to a folder/);
});

test("root runs programs as postgres, else as nobody; others as themselves", () => {
  const passwd = "root:x:0:0::/root:/bin/sh\nnobody:x:65534:65534::/:/bin/false\n";
  expect(unprivilegedUser(0, passwd)).toEqual(nobody);
  expect(unprivilegedUser(0, `${passwd}postgres:x:101:102::/:/bin/sh\n`)?.name).toBe("postgres");
  expect(unprivilegedUser(1000, passwd)).toBeUndefined();
  expect(() => unprivilegedUser(0, "root:x:0:0::/root:/bin/sh\n")).toThrow(
    /start as an ordinary user/,
  );
});
