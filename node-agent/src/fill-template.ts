/**
 * Fills `${name}` in a text, strictly: a name that nobody knows is an error, and what was filled in
 * is never read again.
 */

export type Names = ReadonlyMap<string, string>;

/** How a value is written into the text around it. */
export type Escape = "none" | "json";

const escapes: Record<Escape, (value: string, name: string) => string> = {
  none: oneLine,
  json: (value) => JSON.stringify(value).slice(1, -1),
};

/**
 * `$${` stands for a literal `${`. Throws with the name that is unknown, or with the `${` that is
 * not closed.
 */
export function fillTemplate(template: string, names: Names, escaping: Escape = "none"): string {
  return template.replace(/\$\$\{|\$\{([^{}]*)\}|\$\{/g, (whole, name: string | undefined) => {
    if (whole === "$${") return "${";
    if (name === undefined)
      throw new Error("a ${ is never closed; write $${ for the two characters");
    const value = names.get(name);
    if (value === undefined) throw new Error(unknown(name, names));
    return escapes[escaping](value, name);
  });
}

// In a plain configuration file a line break would smuggle in a line of its own.
function oneLine(value: string, name: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: just these are looked for
  if (/[\u0000-\u001f\u007f]/.test(value))
    throw new Error(
      `the value of ${name} holds a control character, which cannot be filled in here`,
    );
  return value;
}

function unknown(name: string, names: Names): string {
  const known = [...names.keys()].sort().join(", ");
  return `the name ${name} is unknown; known are ${known === "" ? "none" : known}`;
}
