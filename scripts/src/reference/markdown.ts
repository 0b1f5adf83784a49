/** Writes the few parts of Markdown that reference pages are made of. */

export function heading(level: number, text: string): string {
  return `${"#".repeat(level)} ${text}`;
}

export function codeOf(language: string, text: string): string {
  return `\`\`\`${language}\n${text}\n\`\`\``;
}

/** In backticks, whatever is inside. */
export function code(text: string): string {
  return text.includes("`") ? `\`\` ${text} \`\`` : `\`${text}\``;
}

/** Cells may hold anything: what would end a cell or a row is taken out of them. */
export function markdownTable(
  titles: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cellOf).join(" | ")} |`;
  return [line(titles), `|${titles.map(() => "---").join("|")}|`, ...rows.map(line)].join("\n");
}

function cellOf(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}
