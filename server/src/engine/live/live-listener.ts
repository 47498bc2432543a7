/** `no-orm`: no supported ORM is there, and nothing was read. */
export type LiveState = "loading" | "ready" | "error" | "no-orm";

/** Told of what happens in a folder. Must not throw. */
export interface LiveListener {
  /** The state is another one, or there is a newer view. */
  changed(): void;
  /** The first reading of the folder's files goes on. */
  progress(done: number, total: number): void;
  /** The compiler's process ended. @param final it is not started again until something changes */
  compilerFailed(message: string, final: boolean): void;
  /** It was started again, and has opened what was open. */
  compilerRestarted(): void;
  /** Something that the user can mend keeps findings from being found; told once. */
  mistaken(message: string): void;
  /** Something inside ormlint failed; the rest goes on. */
  failed(message: string): void;
}
