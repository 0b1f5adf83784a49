/** Builds one statement with its values: text, and `$1`, `$2`… for what is not ours to write. */

export type Statement = {
  /** Takes a value; answers what stands for it in the text. */
  readonly value: (value: unknown) => string;
  readonly values: readonly unknown[];
};

export function statement(): Statement {
  const values: unknown[] = [];
  return {
    values,
    value: (value) => {
      values.push(value);
      return `$${values.length}`;
    },
  };
}
