/**
 * What a verb may touch besides the Master: handed in, so that a test runs a verb without a
 * process.
 */

export type World = {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Root of the clone: `.partita/` lies beside it, and the house's own program in it. */
  readonly root: string;
  /** One line (or several) for the one who asked; what a pipe receives. */
  readonly print: (text: string) => void;
  /** The same for what is not an answer: progress, complaints. */
  readonly tell: (text: string) => void;
  readonly now: () => number;
  /** Returns early when the signal aborts. */
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Aborts on Ctrl-C. */
  readonly signal: AbortSignal;
  /** Runs a program of the clone with our terminal; resolves to its exit code. */
  readonly run: (program: string, words: readonly string[]) => Promise<number>;
};
