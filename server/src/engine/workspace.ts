import { CompilerFailure } from "../compiler/failures.ts";
import {
  CompilerSession,
  type ProjectPlan,
  type ProjectRequest,
  type Snapshot,
} from "../compiler/session.ts";
import { compilerBinary } from "./compiler-binary.ts";
import { errorMessage, UserFailure } from "./failure.ts";

/** The compiler with the projects of one run. */
export class Workspace {
  readonly #session: CompilerSession;
  readonly #request: ProjectRequest;
  #opened = false;
  #ended = false;
  #unsaved: ReadonlyMap<string, string> = new Map();

  /** @throws UserFailure when the compiler is not installed */
  constructor(request: ProjectRequest) {
    this.#request = request;
    this.#session = new CompilerSession({ cwd: request.cwd, binary: compilerBinary() });
    this.#session.start();
  }

  get counter(): { readonly questions: number; readonly roundTrips: number } {
    return this.#session.counter;
  }

  /** The programs that would be opened. */
  plan(): Promise<ProjectPlan> {
    return this.#session.findProjects(this.#request);
  }

  /**
   * A snapshot of the projects, which the caller must release.
   * @param unsaved texts that stand in place of those on disk, by absolute path
   * @param onPlan told once of the projects, when the compiler has begun to open them
   */
  async open(
    unsaved: ReadonlyMap<string, string> = new Map(),
    onPlan?: (plan: ProjectPlan) => void,
  ): Promise<Snapshot> {
    const closed = [...this.#unsaved.keys()].filter((path) => !unsaved.has(path));
    const overlays = new Map<string, string | undefined>(unsaved);
    for (const path of closed) overlays.set(path, undefined);
    this.#unsaved = unsaved;
    if (this.#opened) return this.#session.update({ overlays });
    this.#opened = true;
    return this.#session.open(this.#request, undefined, onPlan);
  }

  /** Whether an error means that the compiler process has ended. */
  isGone(error: unknown): boolean {
    return error instanceof CompilerFailure;
  }

  /** What the user is told when the compiler fails; any other error as it is. */
  explain(error: unknown): unknown {
    return this.isGone(error) ? new UserFailure(errorMessage(error), { cause: error }) : error;
  }

  /** Ends the compiler, once, without waiting for it. What is under way rejects. */
  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#session.close().catch(() => undefined);
  }
}
