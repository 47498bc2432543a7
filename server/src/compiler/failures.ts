/**
 * Why the compiler gave no answer: its process could not be started, ended on its own, gave no
 * sign of life for too long, or was ended by {@link CompilerSession.close}.
 */
export type CompilerFailureKind = "not-started" | "died" | "hung" | "closed";

/**
 * The compiler process did not answer. What was asked of it has no answer and its snapshots are
 * gone; the next `open` or `update` of the session starts another process.
 * The message says what happened, for a user to read.
 */
export class CompilerFailure extends Error {
  override readonly name = "CompilerFailure";
  readonly kind: CompilerFailureKind;

  constructor(kind: CompilerFailureKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}

/** A snapshot, or something taken from it, was used after it had been released. A mistake of the caller. */
export class SnapshotReleased extends Error {
  override readonly name = "SnapshotReleased";

  constructor() {
    super("this snapshot of the program was released: acquire one before asking about it");
  }
}
