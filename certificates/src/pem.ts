/** PEM (RFC 7468): blocks of base64 between a line that begins and a line that ends them. */

const columns = 64;

export function toPem(label: string, der: Uint8Array): string {
  const text = Buffer.from(der.buffer, der.byteOffset, der.byteLength).toString("base64");
  const lines = text.match(new RegExp(`.{1,${columns}}`, "g")) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join("\n")}\n-----END ${label}-----\n`;
}

/** The DER of the first block with one of these labels; undefined where there is none. */
export function fromPem(pem: string, labels: readonly string[]): Buffer | undefined {
  for (const label of labels) {
    const [block] = blocksOf(pem, label);
    if (block === undefined) continue;
    const text = block.split("\n").slice(1, -2).join("").replaceAll(/\s/g, "");
    return /^[A-Za-z0-9+/]+={0,2}$/.test(text) ? Buffer.from(text, "base64") : undefined;
  }
  return undefined;
}

/** All blocks with this label, each with its two lines around and a newline at its end. */
export function blocksOf(pem: string, label: string): readonly string[] {
  const begin = `-----BEGIN ${label}-----`;
  const end = `-----END ${label}-----`;
  const blocks: string[] = [];
  for (let from = pem.indexOf(begin); from !== -1; from = pem.indexOf(begin, from + 1)) {
    const to = pem.indexOf(end, from);
    if (to === -1) break;
    blocks.push(`${pem.slice(from, to + end.length).replaceAll("\r\n", "\n")}\n`);
  }
  return blocks;
}
