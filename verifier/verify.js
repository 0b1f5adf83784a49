/**
 * Checks evidence from a Partita log, and whole exported logs, and needs nothing from Partita: no
 * package, no server, no other file. Runs in Node.js (20 or newer) and in a browser (index.html).
 *
 *   node verify.js <file> [--key <name+hash+key>]
 *
 * Ends with 0 when the file proves what it says, with 1 when it does not, with 2 when it cannot be
 * read. It is written anew from the standards, so that it shares no mistake with the Master:
 * RFC 6962 and RFC 9162 (the tree and its proofs), RFC 8785 (canonical JSON), RFC 8032 (Ed25519),
 * C2SP signed-note and tlog-checkpoint (what is signed).
 *
 * There is no import and no export in it, so that a page opened from a disk may load it too; its
 * functions are in `globalThis.partitaVerifier`.
 */
(() => {
  const encoder = new TextEncoder();
  const hashBytes = 32;
  const keyHintBytes = 4;
  const ed25519 = 1;
  const proofHashesMax = 64;
  const leavesAtOnce = 512;

  /** What is wrong with a file; everything else that is thrown is a mistake in here. */
  class Unproven extends Error {
    name = "Unproven";
  }

  function demand(condition, says) {
    if (!condition) throw new Unproven(says);
  }

  function joined(...parts) {
    const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
      whole.set(part, at);
      at += part.length;
    }
    return whole;
  }

  function equal(one, other) {
    return one.length === other.length && one.every((octet, index) => octet === other[index]);
  }

  function base64(octets) {
    let text = "";
    for (const octet of octets) text += String.fromCharCode(octet);
    return btoa(text);
  }

  /** Accepts one spelling only: what looks different shall not be the same. */
  function fromBase64(text, what) {
    demand(
      typeof text === "string" && /^[A-Za-z0-9+/]+={0,2}$/.test(text),
      `${what} is not base64`,
    );
    let octets;
    try {
      octets = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    } catch {
      throw new Unproven(`${what} is not base64`);
    }
    demand(base64(octets) === text, `${what} is not spelled as base64 is`);
    return octets;
  }

  async function sha256(...parts) {
    return new Uint8Array(await crypto.subtle.digest("SHA-256", joined(...parts)));
  }

  /** Of the text of a leaf: behind a zero byte. */
  function leafHash(text) {
    return sha256(Uint8Array.of(0), encoder.encode(text));
  }

  /** Of two nodes: behind a one. */
  function nodeHash(left, right) {
    return sha256(Uint8Array.of(1), left, right);
  }

  /** RFC 8785; undefined for what JSON cannot hold. */
  function canonical(value) {
    if (value === null || ["string", "boolean"].includes(typeof value))
      return JSON.stringify(value);
    if (typeof value === "number")
      return Number.isFinite(value) ? JSON.stringify(value) : undefined;
    if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
    const names = Object.keys(value).sort();
    return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(",")}}`;
  }

  /** What a leaf says, if it is spelled in the one canonical way. */
  function leafOf(text, where) {
    let leaf;
    try {
      leaf = JSON.parse(text);
    } catch {
      throw new Unproven(`${where} is not JSON`);
    }
    demand(canonical(leaf) === text, `${where} is not in canonical form`);
    const names = Object.keys(Object(leaf)).join();
    demand(names === "movement,revision,stream", `${where} is not movement, revision and stream`);
    return leaf;
  }

  async function hintOf(name, key) {
    const typed = joined(encoder.encode(`${name}\n`), Uint8Array.of(ed25519), key);
    return (await sha256(typed)).slice(0, keyHintBytes);
  }

  /** `name+hash+key`. */
  async function readKey(text) {
    const parts = /^([^\s+]+)\+([0-9a-f]{8})\+(\S+)$/.exec(text);
    demand(parts !== null, `"${text}" is not a key; one reads name+hash+key`);
    const [, name, hash, encoded] = parts;
    const typed = fromBase64(encoded, "the key");
    demand(typed[0] === ed25519 && typed.length === 1 + hashBytes, "the key is not for Ed25519");
    const key = typed.slice(1);
    const hint = await hintOf(name, key);
    const hex = [...hint].map((octet) => octet.toString(16).padStart(2, "0")).join("");
    demand(hex === hash, "the key has a letter changed: its hash is another");
    return { name, key, hint };
  }

  /** The text of a note, when this key has signed it. */
  async function openNote(note, { name, key, hint }) {
    demand(typeof note === "string" && note.endsWith("\n"), "the checkpoint is not a signed note");
    const end = note.lastIndexOf("\n\n");
    demand(end > 0, "the checkpoint is not a signed note");
    const text = note.slice(0, end + 1);
    const publicKey = await crypto.subtle.importKey("raw", key, "Ed25519", false, ["verify"]);
    let isSigned = false;
    for (const line of note.slice(end + 2, -1).split("\n")) {
      const parts = /^— (\S+) (\S+)$/.exec(line);
      demand(parts !== null, "a signature of the checkpoint cannot be read");
      const octets = fromBase64(parts[2], "a signature of the checkpoint");
      if (parts[1] !== name || !equal(octets.slice(0, keyHintBytes), hint)) continue;
      const signature = octets.slice(keyHintBytes);
      const holds = await crypto.subtle.verify(
        "Ed25519",
        publicKey,
        signature,
        encoder.encode(text),
      );
      demand(holds, `the signature of ${name} does not fit the checkpoint`);
      isSigned = true;
    }
    demand(isSigned, `the checkpoint is not signed by the key of ${name}`);
    return text;
  }

  /** Size and root that the key has signed. */
  async function openCheckpoint(note, key) {
    const [origin, digits, root, ...more] = (await openNote(note, key)).split("\n");
    demand(origin === key.name, `the checkpoint is of another log, ${origin}`);
    demand(/^(0|[1-9]\d{0,15})$/.test(digits ?? ""), "the checkpoint names no size");
    demand(more.at(-1) === "", "the checkpoint breaks off");
    const size = Number(digits);
    demand(Number.isSafeInteger(size), "the checkpoint names a size that no log has");
    const octets = fromBase64(root, "the root of the checkpoint");
    demand(octets.length === hashBytes, "the root of the checkpoint is no SHA-256");
    return { size, root: octets };
  }

  function pathOf(texts, what) {
    demand(
      Array.isArray(texts) && texts.length <= proofHashesMax,
      `${what} is not a list of hashes`,
    );
    return texts.map((text) => {
      const hash = fromBase64(text, what);
      demand(hash.length === hashBytes, `${what} holds what is no SHA-256`);
      return hash;
    });
  }

  /** Where a tree is cut in two: after the largest power of two that is smaller than it. */
  function cutOf(size) {
    let half = 1;
    while (half * 2 < size) half *= 2;
    return half;
  }

  /** The root that a leaf and its path give: the definition of RFC 6962, section 2.1.1, backwards. */
  async function rootFrom(leaf, index, size, path) {
    if (size === 1) {
      demand(path.length === 0, "the proof of inclusion is too long");
      return leaf;
    }
    const rest = path.slice(0, -1);
    const last = path.at(-1);
    demand(last !== undefined, "the proof of inclusion is too short");
    const half = cutOf(size);
    return index < half
      ? nodeHash(await rootFrom(leaf, index, half, rest), last)
      : nodeHash(last, await rootFrom(leaf, index - half, size - half, rest));
  }

  /**
   * Both roots that a proof of consistency gives: the definition of RFC 6962, section 2.1.2,
   * backwards. `known` is the older root where it is a hash of the newer tree itself.
   */
  async function rootsFrom(older, size, path, known) {
    if (older === size) {
      const [hash = known, ...more] = path;
      demand(
        more.length === 0 && hash !== undefined,
        "the proof of consistency has a wrong length",
      );
      demand(known === undefined || path.length === 0, "the proof of consistency is too long");
      return [hash, hash];
    }
    const rest = path.slice(0, -1);
    const last = path.at(-1);
    demand(last !== undefined, "the proof of consistency is too short");
    const half = cutOf(size);
    if (older <= half) {
      const [before, now] = await rootsFrom(older, half, rest, known);
      return [before, await nodeHash(now, last)];
    }
    const [before, now] = await rootsFrom(older - half, size - half, rest, undefined);
    return [await nodeHash(last, before), await nodeHash(last, now)];
  }

  async function demandContinued(from, to, path) {
    const says = "the older checkpoint is not the beginning of the newer one";
    demand(from.size <= to.size, says);
    if (from.size === 0) {
      demand(path.length === 0 && equal(from.root, await sha256()), says);
      return;
    }
    const [before, now] = await rootsFrom(from.size, to.size, path, from.root);
    demand(equal(before, from.root) && equal(now, to.root), says);
  }

  function onlyFields(object, allowed, what) {
    const isObject = typeof object === "object" && object !== null && !Array.isArray(object);
    const unknown = isObject ? Object.keys(object).find((name) => !allowed.includes(name)) : what;
    demand(unknown === undefined, `${what} has a field that it should not have: ${unknown}`);
  }

  function keySentence(trusted, key) {
    return trusted === undefined
      ? `It is signed by ${key}. The file itself brings this key: compare it with one that you have ` +
          "from elsewhere."
      : `It is signed by the key that you trust, ${key}.`;
  }

  /** Sentences that hold; throws Unproven with the one that does not. `trusted` is a key, or none. */
  async function checkEvidence(file, trusted) {
    const fields = ["format", "leaf", "index", "inclusion", "checkpoint", "key", "older"];
    onlyFields(file, fields, "the evidence");
    demand(file.format === "partita evidence 1", "this is not an evidence file");
    const keyText = trusted ?? file.key;
    const key = await readKey(keyText);
    const checkpoint = await openCheckpoint(file.checkpoint, key);
    const { size } = checkpoint;
    const { movement, revision, stream } = leafOf(file.leaf, "the movement");
    const isIndex = Number.isSafeInteger(file.index) && file.index >= 0 && file.index < size;
    demand(isIndex, `the signed tree of ${size} movements has no index ${file.index}`);
    const path = pathOf(file.inclusion, "the proof of inclusion");
    const root = await rootFrom(await leafHash(file.leaf), file.index, size, path);
    demand(equal(root, checkpoint.root), "the movement does not stand in the signed tree");
    const sentences = [
      keySentence(trusted, keyText),
      `Movement ${movement?.id} (${movement?.kind}) is revision ${revision} of ${stream}.`,
      `It stands at index ${file.index} of the ${size} movements that were signed.`,
    ];
    if (file.older === undefined) return { sentences, movement, size };
    onlyFields(file.older, ["checkpoint", "consistency"], "the older checkpoint");
    const older = await openCheckpoint(file.older.checkpoint, key);
    await demandContinued(older, checkpoint, pathOf(file.older.consistency, "the consistency"));
    const continued = `The older checkpoint over ${older.size} movements is their beginning.`;
    return { sentences: [...sentences, continued], movement, size };
  }

  /** The same for an exported log: every movement is hashed anew. */
  async function checkLog(header, leaves, trusted) {
    onlyFields(header, ["format", "checkpoint", "key"], "the first line");
    const keyText = trusted ?? header.key;
    const checkpoint = await openCheckpoint(header.checkpoint, await readKey(keyText));
    demand(
      leaves.length === checkpoint.size,
      `${checkpoint.size} movements were signed, and the file has ${leaves.length}`,
    );
    const peaks = [];
    for (let from = 0; from < leaves.length; from += leavesAtOnce) {
      const some = leaves.slice(from, from + leavesAtOnce);
      for (const [place, text] of some.entries()) leafOf(text, `line ${from + place + 2}`);
      for (const hash of await Promise.all(some.map(leafHash))) await addPeak(peaks, hash);
    }
    const root = await rootOfPeaks(peaks);
    demand(equal(root, checkpoint.root), "the movements give another root than was signed");
    const sentences = [
      keySentence(trusted, keyText),
      `All ${leaves.length} movements of the file are those that were signed, in their order.`,
    ];
    return { sentences, size: leaves.length };
  }

  /** Perfect subtrees of falling height, as the digits of a binary number are carried. */
  async function addPeak(peaks, leaf) {
    let peak = { height: 0, hash: leaf };
    while (peaks.at(-1)?.height === peak.height) {
      const left = peaks.pop();
      peak = { height: peak.height + 1, hash: await nodeHash(left.hash, peak.hash) };
    }
    peaks.push(peak);
  }

  async function rootOfPeaks(peaks) {
    if (peaks.length === 0) return sha256();
    let root = peaks.at(-1).hash;
    for (const { hash } of peaks.slice(0, -1).reverse()) root = await nodeHash(hash, root);
    return root;
  }

  /** The text of a file of either kind. */
  async function verify(text, trusted) {
    const end = text.indexOf("\n");
    const header = parsed(end < 0 ? text : text.slice(0, end));
    if (header?.format === "partita log 1") {
      const leaves = text.slice(end + 1).split("\n");
      demand(end > 0 && leaves.pop() === "", "the last line of the file breaks off");
      return checkLog(header, leaves, trusted);
    }
    const file = parsed(text);
    demand(file !== undefined, "this is neither an evidence file nor an exported log");
    return checkEvidence(file, trusted);
  }

  function parsed(text) {
    try {
      return JSON.parse(text) ?? undefined;
    } catch {
      return undefined;
    }
  }

  globalThis.partitaVerifier = { verify, Unproven };

  async function main([path, ...words]) {
    const usage = "node verify.js <file> [--key <name+hash+key>]";
    const isKeyed = words.length === 2 && words[0] === "--key";
    if (path === undefined || !(isKeyed || words.length === 0)) return [2, usage];
    const { readFile } = await import("node:fs/promises");
    let text;
    try {
      text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(
        await readFile(path),
      );
    } catch (fault) {
      return [2, `${path} cannot be read: ${fault.message}`];
    }
    try {
      const { sentences } = await verify(text, words[1]);
      return [0, [...sentences, "PROVEN"].join("\n")];
    } catch (fault) {
      if (!(fault instanceof Unproven)) throw fault;
      return [1, `NOT PROVEN: ${fault.message}`];
    }
  }

  const isProgram =
    typeof process === "object" && /(^|[\\/])verify\.js$/.test(process.argv?.[1] ?? "");
  if (isProgram)
    main(process.argv.slice(2)).then(([code, text]) => {
      process.exitCode = code;
      console.log(text);
    });
})();
