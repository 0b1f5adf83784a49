/**
 * Which processes belong to a service: its session, its descendants, and those seen to belong
 * before.
 */

export type Process = {
  readonly pid: number;
  readonly parent: number;
  readonly session: number;
  /** Clock ticks since boot; together with the pid it names a process for good. */
  readonly startTicks: string;
  readonly state: string;
  /** Own processor time and that of the descendants it has waited for, in clock ticks. */
  readonly cpuTicks: number;
};

/** A process of a partition, as the meter needs it. */
export type Member = {
  readonly key: string;
  /** The parent, when it belongs too. */
  readonly parentKey?: string;
  readonly cpuTicks: number;
};

/**
 * proc_pid_stat(5), fields counted from the third: what stands before may itself hold blanks and
 * brackets.
 */
export function parseStat(text: string): Process | undefined {
  const pid = Number.parseInt(text, 10);
  const fields = text
    .slice(text.lastIndexOf(")") + 2)
    .trimEnd()
    .split(" ");
  const field = (number: number) => fields[number - 3] ?? "";
  const ticks = [14, 15, 16, 17].map((number) => Number(field(number)));
  const cpuTicks = ticks.reduce((sum, each) => sum + each, 0);
  if (!Number.isSafeInteger(pid) || !Number.isSafeInteger(cpuTicks) || field(22) === "")
    return undefined;
  return {
    pid,
    parent: Number(field(4)),
    session: Number(field(6)),
    startTicks: field(22),
    state: field(3),
    cpuTicks,
  };
}

export function keyOf({ pid, startTicks }: Pick<Process, "pid" | "startTicks">): string {
  return `${pid}:${startTicks}`;
}

/** A zombie waits for its parent only; it runs no more. */
export function isAlive(process: Process): boolean {
  return !["Z", "X", "x"].includes(process.state);
}

/**
 * The processes of a service that was started as leader of its own session. Programs like
 * PostgreSQL give
 * each child a session of its own, so descendants belong as well; `seen` keeps those whose parent
 * has left.
 */
export function membersOf(
  processes: readonly Process[],
  leader: Pick<Process, "pid" | "startTicks">,
  seen: ReadonlySet<string> = new Set(),
): readonly Process[] {
  const holder = processes.find(({ pid }) => pid === leader.pid);
  // The number of a session is not given out again while a process of that session lives.
  const sessionIsOurs = holder === undefined || holder.startTicks === leader.startTicks;
  const belongs = new Set(
    processes
      .filter((one) => (sessionIsOurs && one.session === leader.pid) || seen.has(keyOf(one)))
      .map(({ pid }) => pid),
  );
  for (let grown = true; grown; ) {
    const before = belongs.size;
    for (const { pid, parent } of processes) if (belongs.has(parent)) belongs.add(pid);
    grown = belongs.size > before;
  }
  return processes.filter(({ pid }) => belongs.has(pid));
}

export function asMembers(processes: readonly Process[]): readonly Member[] {
  const keys = new Map(processes.map((process) => [process.pid, keyOf(process)]));
  return processes.map((process) => {
    const parentKey = keys.get(process.parent);
    return {
      key: keyOf(process),
      cpuTicks: process.cpuTicks,
      ...(parentKey !== undefined && { parentKey }),
    };
  });
}
