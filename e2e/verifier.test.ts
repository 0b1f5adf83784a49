import { execFile } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createContext, runInContext } from "node:vm";
import type { Evidence } from "@partita/schemas/log/evidence.ts";
import { keyText } from "@partita/schemas/log/signed-note.ts";
import { aSigner } from "@partita/schemas/testing/a-signer.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ServedLog, servedLog } from "./testing/served-log.ts";

const source = fileURLToPath(import.meta.resolve("../verifier/verify.js"));
const folder = mkdtempSync(join(tmpdir(), "partita-verifier-"));
// Alone, as somebody keeps it who has nothing else of ours.
const program = join(folder, "verify.js");
copyFileSync(source, program);

type Verify = (text: string, key?: string) => Promise<{ readonly sentences: readonly string[] }>;
let verify: Verify;
let Unproven: new () => Error;
let house: ServedLog;
let evidence: Evidence;
let log: string;

beforeAll(async () => {
  await import(source);
  ({ verify, Unproven } = Reflect.get(globalThis, "partitaVerifier"));
  house = await servedLog();
  await house.grow(590);
  await house.grow(11);
  const [recorded] = await house.store.readAll(299n, 1);
  const file = join(folder, "evidence.json");
  await house.say(["proof", recorded?.movement.id ?? "", "--since", "590", "--save", file]);
  evidence = JSON.parse(readFileSync(file, "utf8"));
  const exported = join(folder, "log.jsonl");
  await house.say(["verify", "--export", exported]);
  log = readFileSync(exported, "utf8");
});
afterAll(async () => {
  await house.close();
  rmSync(folder, { recursive: true });
});

async function isProven(text: string, key = house.key): Promise<boolean> {
  try {
    await verify(text, key);
    return true;
  } catch (fault) {
    // Whatever else is thrown is a mistake of the verifier.
    if (fault instanceof Unproven) return false;
    throw fault;
  }
}

const told = (change: object) => isProven(JSON.stringify({ ...evidence, ...change }));

describe("evidence of a real Master", () => {
  test("is proven, and what is proven is said", async () => {
    const { sentences } = await verify(JSON.stringify(evidence), house.key);
    expect(sentences).toEqual([
      `It is signed by the key that you trust, ${house.key}.`,
      expect.stringMatching(
        /^Movement command-\d+\/49 \(capacity-set\) is revision \d+ of computer/,
      ),
      "It stands at index 299 of the 601 movements that were signed.",
      "The older checkpoint over 590 movements is their beginning.",
    ]);
  });

  test("is proven for each movement, without an older checkpoint", async () => {
    for (const index of [0, 255, 256, 511, 512, 600]) {
      const [recorded] = await house.store.readAll(BigInt(index), 1);
      const { printed } = await house.say(["proof", recorded?.movement.id ?? "", "--json"]);
      expect(JSON.parse(printed).index).toBe(index);
      expect(await isProven(printed)).toBe(true);
    }
  });

  test("with any one letter changed or left out proves nothing", async () => {
    const text = JSON.stringify(evidence);
    const keyAt = text.indexOf(house.key);
    for (let at = 0; at < text.length; at++) {
      // The key that a file brings is not looked at when another is trusted.
      if (at >= keyAt && at < keyAt + house.key.length) continue;
      const [before, after] = [text.slice(0, at), text.slice(at + 1)];
      for (const letter of ["", text[at] === "A" ? "B" : "A"])
        expect(await isProven(before + letter + after), `${letter} at ${at}`).toBe(false);
    }
  });

  test.each([
    ["another index", { index: 298 }],
    ["an index that is no number", { index: "299" }],
    ["an index beyond the tree", { index: 601 }],
    ["no path", { inclusion: [] }],
    ["a path that is no list", { inclusion: "" }],
    ["a path that goes on for ever", { inclusion: Array(1000).fill(`${"A".repeat(43)}=`) }],
    ["no checkpoint", { checkpoint: undefined }],
    ["another format", { format: "partita evidence 2" }],
    ["a field of its own", { more: true }],
    ["an older checkpoint that is none", { older: {} }],
    ["null for an older checkpoint", { older: null }],
  ])("with %s proves nothing", async (_, change) => {
    expect(await told(change)).toBe(false);
  });

  test("with its path in another order proves nothing", async () => {
    expect(await told({ inclusion: evidence.inclusion.toReversed() })).toBe(false);
    expect(await told({ inclusion: [...evidence.inclusion, evidence.inclusion[0]] })).toBe(false);
    expect(await told({ inclusion: evidence.inclusion.slice(1) })).toBe(false);
    const consistency = evidence.older?.consistency.toReversed();
    expect(await told({ older: { ...evidence.older, consistency } })).toBe(false);
  });

  test("with an older checkpoint of another log proves nothing", async () => {
    const other = await servedLog("other.example/log");
    const { note } = await other.grow(590);
    await other.close();
    expect(await told({ older: { ...evidence.older, checkpoint: note } })).toBe(false);
  });

  test("with a leaf that is spelled differently proves nothing", async () => {
    const leaf = evidence.leaf.replace("{", "{ ");
    expect(await told({ leaf })).toBe(false);
  });

  test("signed by somebody else proves nothing to whom trusts the Master alone", async () => {
    const stranger = keyText(aSigner("stranger"));
    const namesake = keyText({ ...aSigner("stranger"), name: "served.example/log" });
    for (const key of [stranger, namesake])
      expect(await isProven(JSON.stringify(evidence), key)).toBe(false);
  });

  test("of a trusted key that is misspelled, that is said", async () => {
    for (const key of ["", "a", house.key.slice(0, -4), house.key.replace("+", "-")])
      expect(await isProven(JSON.stringify(evidence), key)).toBe(false);
  });
});

describe("an exported log of a real Master", () => {
  test("is proven", async () => {
    const { sentences } = await verify(log, house.key);
    expect(sentences[1]).toBe(
      "All 601 movements of the file are those that were signed, in their order.",
    );
  });

  test("with a line changed, dropped, doubled, swapped or broken off proves nothing", async () => {
    const lines = log.split("\n");
    const [one = "", two = ""] = lines.slice(300);
    for (const changed of [
      lines.with(300, one.replace("capacity-set", "capacity-sex")),
      lines.toSpliced(300, 1),
      lines.toSpliced(300, 0, one),
      lines.with(300, two).with(301, one),
      lines.with(300, `${one} `),
      lines.slice(0, -1),
      lines.slice(0, -2),
      lines.slice(1),
      [...lines, ""],
    ])
      expect(await isProven(changed.join("\n"))).toBe(false);
  });
});

test.each(["", "{}", "[]", "null", "1", "not JSON", '{"format":"partita log 1"}'])(
  "the file %s proves nothing",
  async (text) => {
    expect(await isProven(text)).toBe(false);
  },
);

describe("as a program, alone in a folder", () => {
  const run = (...words: string[]) =>
    new Promise<readonly [number, string]>((resolve) => {
      execFile(process.execPath, [program, ...words], (error, printed) => {
        const code = error === null ? 0 : error.code;
        resolve([typeof code === "number" ? code : -1, printed.trim()]);
      });
    });

  test("it ends with 0 for what is proven, and says by whose key", async () => {
    const [code, printed] = await run(join(folder, "evidence.json"), "--key", house.key);
    expect([code, printed.split("\n").at(-1)]).toEqual([0, "PROVEN"]);
    const [untrusted, says] = await run(join(folder, "log.jsonl"));
    expect(untrusted).toBe(0);
    expect(says).toContain("The file itself brings this key");
  });

  test("it ends with 1 for what is not, and with 2 for what cannot be read", async () => {
    const file = join(folder, "forged.json");
    writeFileSync(file, JSON.stringify({ ...evidence, index: 1 }));
    expect(await run(file)).toEqual([
      1,
      "NOT PROVEN: the movement does not stand in the signed tree",
    ]);
    expect((await run(join(folder, "nothing")))[0]).toBe(2);
    expect(await run()).toEqual([2, "node verify.js <file> [--key <name+hash+key>]"]);
    expect((await run(file, "--kye", "x"))[0]).toBe(2);
  });
});

/** What a browser has, and nothing of Node.js; the page's elements, as far as it uses them. */
function browser() {
  const elements = new Map(
    ["key", "file", "verdict"].map((id) => [id, { value: "", textContent: "", className: "" }]),
  );
  const heard: (() => Promise<void>)[] = [];
  const document = {
    getElementById: (id: string) => {
      const addEventListener = (_: string, hear: () => Promise<void>) => heard.push(hear);
      return Object.assign(elements.get(id) ?? {}, { addEventListener });
    },
  };
  const globals = { crypto, TextEncoder, TextDecoder, atob, btoa, document };
  return { context: createContext(globals), elements, change: () => heard[0]?.() };
}

test("the page says of a file that is chosen what it proves", async () => {
  const { context, elements, change } = browser();
  const page = readFileSync(source.replace("verify.js", "index.html"), "utf8");
  const [, inline = ""] = /<script>([\s\S]*)<\/script>/.exec(page) ?? [];
  for (const script of [readFileSync(source, "utf8"), inline]) runInContext(script, context);
  const choose = async (text: string) => {
    const arrayBuffer = async () => Buffer.from(text);
    Object.assign(elements.get("file") ?? {}, { files: [{ arrayBuffer }] });
    Object.assign(elements.get("key") ?? {}, { value: house.key });
    await change();
    return elements.get("verdict");
  };
  const proven = await choose(JSON.stringify(evidence));
  expect(proven?.className).toBe("proven");
  expect(proven?.textContent).toContain("It stands at index 299 of the 601 movements");
  const forged = await choose(JSON.stringify({ ...evidence, index: 300 }));
  expect(forged?.className).toBe("unproven");
  expect(forged?.textContent).toBe("NOT PROVEN: the movement does not stand in the signed tree");
  expect((await choose(log))?.className).toBe("proven");
});

test("it needs nothing: no import but Node.js's own files, and the page loads it alone", () => {
  const text = readFileSync(source, "utf8");
  expect(text.match(/\bimport\(?[^)]*\)?/g)?.filter((one) => one.startsWith("import("))).toEqual([
    'import("node:fs/promises")',
  ]);
  expect(text).not.toMatch(/^\s*(import|export) /m);
  const page = readFileSync(source.replace("verify.js", "index.html"), "utf8");
  expect(page.match(/(src|href)="[^"]*"/g)).toEqual(['href="verify.js"', 'src="verify.js"']);
});
