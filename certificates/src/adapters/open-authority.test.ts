import { X509Certificate } from "node:crypto";
import { chmod, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { moved } from "#certificates/lives.ts";
import { blocksOf } from "#certificates/pem.ts";
import { aFolder } from "#certificates/testing/a-folder.ts";
import { dayOne } from "#certificates/testing/a-hierarchy.ts";
import { aCsr } from "#certificates/testing/a-signing-request.ts";
import { openAuthority } from "./open-authority.ts";

const order = { holder: "computer:COMP-1", role: "computer", now: dayOne } as const;

async function aHome() {
  const home = await aFolder();
  const time = { now: dayOne };
  const folder = join(home, "authority");
  const passphraseFile = join(home, "passphrase");
  return { time, folder, passphraseFile, clock: () => time.now };
}

test("what signs is made at the first start, and found at the next", async () => {
  const home = await aHome();
  const first = await openAuthority(home);
  const leaf = await first.sign(aCsr, order);
  const second = await openAuthority(home);
  expect(second.roots()).toBe(first.roots());
  expect(second.trusted()).toEqual(first.trusted());
  expect(second.sealingKey).toEqual(first.sealingKey);
  expect(second.trusted()).toContain(leaf.chain);
  expect((await readdir(home.folder)).sort()).toEqual(["issuing-1.pem", "root-1.pem"]);
});

test("of many that start at once, all have the same", async () => {
  const home = await aHome();
  const opened = await Promise.all(Array.from({ length: 8 }, () => openAuthority(home)));
  expect(new Set(opened.map((one) => one.trusted().join(""))).size).toBe(1);
  const { chain, certificate } = (await opened[3]?.sign(aCsr, order)) ?? {
    chain: "",
    certificate: "",
  };
  expect(opened.every((one) => one.trusted().includes(chain))).toBe(true);
  expect(new X509Certificate(certificate).checkIssued(new X509Certificate(chain))).toBe(true);
  expect((await readdir(home.folder)).sort()).toEqual(["issuing-1.pem", "root-1.pem"]);
});

test("no key lies there in the clear, and nobody else may look", async () => {
  const home = await aHome();
  const authority = await openAuthority(home);
  const { key } = await authority.serverCertificate(["localhost"]);
  const secret = key.split("\n")[1] ?? "";
  const names = await readdir(home.folder);
  expect(names).toHaveLength(3);
  for (const name of names) {
    const path = join(home.folder, name);
    const text = await readFile(path, "utf8");
    expect(text).toContain("BEGIN ENCRYPTED PRIVATE KEY");
    expect(text).not.toContain("BEGIN PRIVATE KEY");
    expect(text).not.toContain(secret);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  }
  expect((await stat(home.folder)).mode & 0o777).toBe(0o700);
  expect((await stat(home.passphraseFile)).mode & 0o777).toBe(0o600);
});

test("a server's certificate survives a restart, and is made anew when it is damaged", async () => {
  const home = await aHome();
  const first = await (await openAuthority(home)).serverCertificate(["localhost"]);
  const again = await openAuthority(home);
  expect(await again.serverCertificate(["localhost"])).toEqual(first);
  expect(await again.serverCertificate(["localhost"])).toEqual(first);
  const [name = ""] = (await readdir(home.folder)).filter((one) => one.startsWith("server-"));
  await writeFile(join(home.folder, name), "gone");
  const third = await (await openAuthority(home)).serverCertificate(["localhost"]);
  expect(third.cert).not.toBe(first.cert);
});

test("after half of its life the issuing certificate is followed by the next", async () => {
  const home = await aHome();
  const authority = await openAuthority(home);
  const other = await openAuthority(home);
  const [root, old] = authority.trusted();
  expect(await authority.refresh()).toBe(false);
  home.time.now = "2027-01-02T00:00:00.000Z";
  expect(await authority.refresh()).toBe(true);
  expect(authority.trusted()).toEqual([root, old, authority.trusted()[2]]);
  expect((await authority.sign(aCsr, { ...order, now: home.time.now })).chain).toBe(old);
  expect(await other.refresh()).toBe(true);
  expect(other.trusted()).toEqual(authority.trusted());
  const settled = moved(home.time.now, 600);
  expect((await other.sign(aCsr, { ...order, now: settled })).chain).toBe(other.trusted()[2]);
  expect(await authority.refresh()).toBe(false);
});

test("a house that was away for years starts with what is due", async () => {
  const home = await aHome();
  const first = await openAuthority(home);
  home.time.now = "2032-01-01T00:00:00.000Z";
  const authority = await openAuthority(home);
  const [oldRoot, newRoot, issuing] = authority.trusted();
  expect(oldRoot).toBe(first.roots());
  expect(authority.roots()).toBe(`${oldRoot}${newRoot}`);
  const leaf = await authority.sign(aCsr, { ...order, now: home.time.now });
  const [above, bridge = ""] = blocksOf(leaf.chain, "CERTIFICATE");
  expect(above).toBe(issuing);
  expect(new X509Certificate(bridge).checkIssued(new X509Certificate(oldRoot ?? ""))).toBe(true);
});

test.each([
  ["issuing", 3],
  ["root", 4],
] as const)(
  "the %s is rotated when it is asked for, and the old one stays",
  async (level, count) => {
    const home = await aHome();
    const authority = await openAuthority(home);
    const before = authority.trusted();
    await authority.rotate(level);
    expect(authority.trusted()).toHaveLength(count);
    expect(authority.trusted()).toEqual(expect.arrayContaining([...before]));
    expect((await openAuthority(home)).trusted()).toEqual(authority.trusted());
  },
);

test("two processes that rotate at once do not undo each other", async () => {
  const home = await aHome();
  const [one, other] = [await openAuthority(home), await openAuthority(home)];
  await Promise.all([one.rotate("root"), other.rotate("root")]);
  await Promise.all([one.refresh(), other.refresh()]);
  expect(one.trusted()).toEqual(other.trusted());
});

test("a passphrase of one's own is taken, unless it is short", async () => {
  const home = await aHome();
  await writeFile(home.passphraseFile, "correct horse battery staple\n", { mode: 0o600 });
  await openAuthority(home);
  expect(await readFile(home.passphraseFile, "utf8")).toBe("correct horse battery staple\n");
  await writeFile(home.passphraseFile, "short", { mode: 0o600 });
  await expect(openAuthority(home)).rejects.toThrow("is shorter than 20 characters");
});

type Home = Awaited<ReturnType<typeof aHome>>;

test.each([
  [
    "the passphrase is another one",
    (home: Home) => writeFile(home.passphraseFile, "another passphrase altogether"),
    /issuing-1\.pem is not encrypted under this passphrase.*same backup/,
  ],
  [
    "the passphrase is missing",
    (home: Home) => rm(home.passphraseFile),
    /the passphrase of .* is missing; bring .*passphrase back/,
  ],
  [
    "the passphrase is open to others",
    (home: Home) => chmod(home.passphraseFile, 0o644),
    /passphrase is open to others; close it: chmod/,
  ],
  [
    "a file is open to others",
    (home: Home) => chmod(join(home.folder, "issuing-1.pem"), 0o604),
    /issuing-1\.pem is open to others/,
  ],
  [
    "the folder is open to others",
    (home: Home) => chmod(home.folder, 0o777),
    /authority is open to others/,
  ],
  [
    "the root is missing",
    (home: Home) => rm(join(home.folder, "root-1.pem")),
    /the root of .*issuing-1\.pem is missing; bring it back/,
  ],
  [
    "a file is damaged",
    (home: Home) => writeFile(join(home.folder, "root-1.pem"), "gone"),
    /root-1\.pem is damaged; bring it back/,
  ],
  [
    "a certificate is damaged",
    async (home: Home) => {
      const path = join(home.folder, "issuing-1.pem");
      const text = await readFile(path, "utf8");
      await writeFile(path, text.replace("CERTIFICATE-----\nMII", "CERTIFICATE-----\nMIX"));
    },
    /issuing-1\.pem is damaged; bring it back/,
  ],
  [
    "one in between is missing",
    (home: Home) => rename(join(home.folder, "issuing-1.pem"), join(home.folder, "issuing-2.pem")),
    /issuing-1\.pem is missing; bring it back/,
  ],
])("when %s, it does not start, and says what to do", async (_, spoil, says) => {
  const home = await aHome();
  await openAuthority(home);
  await spoil(home);
  await expect(openAuthority(home)).rejects.toThrow(says);
});

test("a key beside a certificate of another one is damage", async () => {
  const home = await aHome();
  const other = await aHome();
  await openAuthority(home);
  await writeFile(other.passphraseFile, await readFile(home.passphraseFile), { mode: 0o600 });
  await openAuthority(other);
  const path = join(home.folder, "issuing-1.pem");
  const [key = ""] = blocksOf(
    await readFile(join(other.folder, "issuing-1.pem"), "utf8"),
    "ENCRYPTED PRIVATE KEY",
  );
  const [certificate = ""] = blocksOf(await readFile(path, "utf8"), "CERTIFICATE");
  await writeFile(path, key + certificate);
  await expect(openAuthority(home)).rejects.toThrow("issuing-1.pem is damaged");
});

test("the root's key may be kept elsewhere until it is needed", async () => {
  const home = await aHome();
  await openAuthority(home);
  const path = join(home.folder, "root-1.pem");
  const whole = await readFile(path, "utf8");
  await writeFile(path, blocksOf(whole, "CERTIFICATE").join(""));
  const authority = await openAuthority(home);
  expect((await authority.sign(aCsr, order)).serial).toMatch(/^[0-9a-f]+$/);
  await expect(authority.rotate("issuing")).rejects.toThrow(
    "root-1.pem holds no key, which is needed now",
  );
});
