/** What the allocator has to do, as the queue keeps it: plain JSON, harmless to do twice. */

/** An instance, and the movement because of which something is done about it. */
export type Subject = { readonly instance: string; readonly cause: string };

/** A subject whose partition goes back to its computer. */
export type Leaving = Subject & { readonly award: string; readonly computer: string };

export type Task = {
  /** Of a movement (the last that it answers to) and its kind, or of the reconciliation. */
  readonly id: string;
  /** The rows must have reached this position of the log before it is done. */
  readonly position: string;
} & (
  | { readonly kind: "place"; readonly subjects: readonly Subject[] }
  /** Something came free or new: whoever waits is placed, from the one after `after` on. */
  | { readonly kind: "wake"; readonly cause: string; readonly after?: string }
  | { readonly kind: "allocate"; readonly subjects: readonly Subject[] }
  | { readonly kind: "release"; readonly subjects: readonly Leaving[] }
  /** These have a partition now: shared ones that wait for them are served. */
  | { readonly kind: "serve"; readonly subjects: readonly Subject[] }
  /** These serve others, or did: whom they cannot serve any more waits again. */
  | { readonly kind: "check-host"; readonly subjects: readonly Subject[] }
  /** Their computers may be lost: who is to leave those leaves. */
  | { readonly kind: "rescue"; readonly subjects: readonly Subject[] }
  /** From its beginning, or a page of it. */
  | { readonly kind: "reconcile"; readonly from?: Cursor }
);

/** How far a reconciliation has come; what is absent is done. */
export type Cursor = {
  /** Goes on after this held partition. */
  readonly held?: string;
  /** Goes on after this shared instance. */
  readonly hosted?: string;
};

export type TaskKind = Task["kind"];
export type TaskOf<K extends TaskKind> = Extract<Task, { kind: K }>;

/** Subjects of one task: few enough for a task to take seconds at most. */
export const subjectsMax = 100;
