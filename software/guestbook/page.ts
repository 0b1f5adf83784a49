/** The guestbook's one page: the entries, newest first, and a form to add one. */

export type Entry = {
  readonly id: string;
  readonly author: string;
  readonly text: string;
  readonly writtenAt: string;
};

export function renderPage(greeting: string, entries: readonly Entry[]): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${escapeHtml(greeting)}</title></head>
<body>
<h1>${escapeHtml(greeting)}</h1>
<form method="post" action="/entries">
<p><label>Name <input name="author" required></label></p>
<p><label>Text <textarea name="text" required></textarea></label></p>
<p><button>Write</button></p>
</form>
${entries.map(renderEntry).join("\n")}
</body>
</html>
`;
}

function renderEntry({ author, text, writtenAt }: Entry): string {
  const [name, words] = [escapeHtml(author), escapeHtml(text)];
  return `<article><h2>${name}</h2><p>${words}</p><time>${writtenAt}</time></article>`;
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Safe both as text and within quotes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
