/** Puts what a page shows into a whole document, with the navigation and the way out. */
import { type Html, html } from "./html.ts";
import type { Shown } from "./page.ts";
import { pages } from "./pages/registry.ts";

/** `signedIn` decides whether there is anything to navigate to. */
export function layout({ title, body }: Shown, signedIn: boolean): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title} · Partita</title>
<link rel="stylesheet" href="/stylesheet.css">
</head>
<body>
<header><strong>Partita</strong>${signedIn && navigation(title)}</header>
<main>
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`.text;
}

function navigation(title: string): Html {
  const named = pages.flatMap(({ path, called }) =>
    called === undefined ? [] : [{ path, called }],
  );
  const current = html` aria-current="page"`;
  const links = named.map(
    ({ path, called }) => html`<a href="${path}"${called === title && current}>${called}</a> `,
  );
  return html`
<nav aria-label="Pages">${links}</nav>
<form method="post" action="/sign-out"><button>Sign out</button></form>
`;
}
