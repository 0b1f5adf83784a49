/** What to tell the person in front of the screen about a fault, with what to do. */

const sentences: Readonly<Record<string, string>> = {
  ENOSPC: "The disk is full. Make room, or set PARTITA_HOME to a folder on another disk.",
  EDQUOT: "Your disk quota is used up. Make room, or set PARTITA_HOME to a folder elsewhere.",
  EROFS: "The file system is read-only. Set PARTITA_HOME to a folder that you may write.",
  EADDRINUSE: "The port is taken by another program. Stop it, or set PARTITA_PORT to another port.",
  EMFILE: "Too many files are open. Raise the limit (ulimit -n) and start again.",
};

/** Causes of causes, at most this deep: a chain may bite its own tail. */
const causesMax = 5;

/** One or two sentences; the chain of causes follows on lines of its own. */
export function sentenceOf(error: unknown, who = "The house"): string {
  const chain = causesOf(error);
  const advice = chain
    .map(({ code }) => sentences[code])
    .find((sentence) => sentence !== undefined);
  const [first, ...causes] = chain.map(({ message }) => message);
  const because = causes
    .filter((message) => message !== first)
    .map((message) => `  because: ${message}`);
  return [`${who} stopped: ${first}`, ...because, ...(advice ? [advice] : [])].join("\n");
}

function causesOf(error: unknown): readonly { readonly message: string; readonly code: string }[] {
  const chain = [];
  for (let link = error; chain.length < causesMax; ) {
    if (!(link instanceof Error)) {
      if (chain.length === 0) chain.push({ message: String(link), code: "" });
      break;
    }
    chain.push({ message: link.message, code: "code" in link ? String(link.code) : "" });
    link = link.cause;
  }
  return chain;
}
