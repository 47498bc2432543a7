import { CompilerFailure } from "../compiler/failures.ts";
import { CompilerSession, type Snapshot } from "../compiler/session.ts";
import { compilerBinary } from "./compiler-binary.ts";
import { errorMessage, UserFailure } from "./failure.ts";

/** The compiler with the projects of one run. Started at the first question. */
export class Workspace {
  readonly #cwd: string;
  readonly #projects: readonly string[];
  #session: CompilerSession | undefined;

  /** @param projects absolute paths of tsconfig files */
  constructor(cwd: string, projects: readonly string[]) {
    this.#cwd = cwd;
    this.#projects = projects;
  }

  get counter() {
    this.#session ??= this.#start();
    return this.#session.counter;
  }

  /**
   * Opens the projects.
   * @param unsaved texts that stand in place of those on disk, by absolute path
   * @throws UserFailure when the compiler cannot be started or a project cannot be opened
   */
  async open(_unsaved: ReadonlyMap<string, string> = new Map()): Promise<Snapshot> {
    this.#session ??= this.#start();
    try {
      return await this.#session.open(this.#projects);
    } catch (error) {
      throw this.explain(error);
    }
  }

  /** Whether an error means that the compiler process has ended. */
  isGone(error: unknown): boolean {
    return error instanceof CompilerFailure;
  }

  /** What the user is told when the compiler fails; any other error as it is. */
  explain(error: unknown): unknown {
    return this.isGone(error)
      ? new UserFailure(`the compiler failed: ${errorMessage(error)}`, { cause: error })
      : error;
  }

  async close(): Promise<void> {
    await this.#session?.close();
  }

  #start(): CompilerSession {
    const binary = compilerBinary();
    return new CompilerSession({ cwd: this.#cwd, ...(binary !== undefined && { binary }) });
  }
}
