import {
  API,
  type Project as NativeProject,
  type Snapshot as NativeSnapshot,
} from "typescript/async";
import type { QuestionCounter } from "./checker.ts";
import { PackageLookup } from "./packages.ts";
import { Program } from "./program.ts";

export interface SessionOptions {
  /** Folder that relative paths are resolved against. */
  readonly cwd: string;
  /** Path of the compiler's binary, when it does not lie in node_modules. */
  readonly binary?: string;
}

/** An immutable view of the opened projects. Release it when the analysis that used it is done. */
export interface Snapshot {
  readonly programs: readonly Program[];
  release(): Promise<void>;
}

/** The compiler process, and the projects opened in it. */
export class CompilerSession {
  readonly #api: API;
  readonly #packages = new PackageLookup();
  readonly counter: QuestionCounter = { questions: 0, roundTrips: 0 };

  constructor(options: SessionOptions) {
    this.#api = new API({
      cwd: options.cwd,
      ...(options.binary === undefined ? {} : { tsserverPath: options.binary }),
    });
  }

  /** Opens the projects of the given tsconfig files (absolute paths). */
  async open(configFiles: readonly string[]): Promise<Snapshot> {
    const snapshot: NativeSnapshot = await this.#api.createSnapshot({ openProjects: configFiles });
    const programs = snapshot.getProjects().map((project) => this.#program(project));
    return { programs, release: () => snapshot.dispose() };
  }

  #program(project: NativeProject): Program {
    const options = project.program.getCompilerOptions();
    const ownFiles = project.parsedCommandLine.fileNames.filter(
      (file) => !/\.d\.[cm]?ts$/.test(file) && !file.includes("/node_modules/"),
    );
    return new Program(
      project,
      project.configFileName,
      ownFiles,
      {
        strictNullChecks: options.strictNullChecks ?? options.strict ?? true,
        experimentalDecorators: options.experimentalDecorators ?? false,
      },
      this.#packages,
      this.counter,
    );
  }

  /** Ends the compiler process. */
  close(): Promise<void> {
    return this.#api.close();
  }
}
