import type { Program as NativeProgram, Project as NativeProject } from "typescript/async";
import type { SourceFile } from "./ast.ts";
import { Checker, type QuestionCounter } from "./checker.ts";
import type { PackageIdentity, PackageLookup } from "./packages.ts";

/** The compiler options that decide how facts are read. */
export interface ProgramOptions {
  readonly strictNullChecks: boolean;
  readonly experimentalDecorators: boolean;
}

/** One program (one tsconfig) of a snapshot. Unusable once its snapshot was released. */
export class Program {
  readonly #native: NativeProgram;
  readonly #packages: PackageLookup;
  readonly #counter: QuestionCounter;
  readonly checker: Checker;
  /** Absolute path of the tsconfig; `undefined` for files that belong to none. */
  readonly configFile: string | undefined;
  /** The project's own source files: absolute paths, declaration files and dependencies left out. */
  readonly ownFiles: readonly string[];
  readonly options: ProgramOptions;

  constructor(
    project: Pick<NativeProject, "program" | "checker">,
    configFile: string | undefined,
    ownFiles: readonly string[],
    options: ProgramOptions,
    packages: PackageLookup,
    counter: QuestionCounter,
  ) {
    this.#native = project.program;
    this.#packages = packages;
    this.#counter = counter;
    this.checker = new Checker(project.checker, packages, counter);
    this.configFile = configFile;
    this.ownFiles = ownFiles;
    this.options = options;
  }

  /** The tree of a file of the program; `undefined` when the program has no such file. */
  async sourceFile(path: string): Promise<SourceFile | undefined> {
    this.#counter.questions++;
    return this.#native.getSourceFile(path);
  }

  packageOf(path: string): PackageIdentity | undefined {
    return this.#packages.of(path);
  }
}
