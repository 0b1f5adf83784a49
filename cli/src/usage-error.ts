/** A command line that cannot be understood; its message says what would be. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
