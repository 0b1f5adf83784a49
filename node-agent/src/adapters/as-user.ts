/**
 * Does file work with the rights of the user that partitions run as: a trap laid there catches
 * nothing more.
 */

export type RunAs = { readonly uid: number; readonly gid: number };

/**
 * The whole process takes these rights until `work` returns; hence it must be synchronous, and the
 * agent does
 * no other file work at the same time.
 */
export function asUser<Result>(runAs: RunAs | undefined, work: () => Result): Result {
  if (runAs === undefined || process.seteuid === undefined) return work();
  const groups = process.getgroups?.() ?? [];
  const [user, group] = [process.geteuid?.() ?? 0, process.getegid?.() ?? 0];
  process.setgroups?.([]);
  process.setegid?.(runAs.gid);
  process.seteuid(runAs.uid);
  try {
    return work();
  } finally {
    process.seteuid(user);
    process.setegid?.(group);
    process.setgroups?.(groups);
  }
}
