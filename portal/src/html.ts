/** Writes HTML in which every text is escaped unless it was written by this same tag. */

/** Markup that is safe to put into a page; only `html` makes it. */
export class Html {
  readonly text: string;
  private constructor(text: string) {
    this.text = text;
  }
  static written(text: string): Html {
    return new Html(text);
  }
}

/** What may stand in a hole: text (escaped), markup, lists of both, or nothing at all. */
export type Hole = string | number | Html | undefined | false | readonly Hole[];

/** Attributes must be quoted with `"`, since a hole may hold spaces. */
export function html(parts: TemplateStringsArray, ...holes: readonly Hole[]): Html {
  const texts = parts.map((part, index) => part + filled(holes[index]));
  return Html.written(texts.join(""));
}

function filled(hole: Hole): string {
  if (hole === undefined || hole === false) return "";
  if (hole instanceof Html) return hole.text;
  if (typeof hole === "string" || typeof hole === "number") return escaped(String(hole));
  return hole.map(filled).join("");
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => entities[letter] ?? "");
}
