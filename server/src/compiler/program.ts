import type { Project as NativeProject } from "typescript/async";
import { isStringLiteral, type Node, type SourceFile } from "./ast.ts";
import { Checker, type QuestionCounter } from "./checker.ts";
import { type CodeReference, findReferences } from "./find-references.ts";
import type { PackageIdentity, PackageLookup } from "./packages.ts";
import { rememberStrings } from "./tree-strings.ts";

/** The compiler options that decide how facts are read. */
export interface ProgramOptions {
  /** As the project's own compiler has it, also when the option is left out. */
  readonly strictNullChecks: boolean;
  readonly experimentalDecorators: boolean;
  /**
   * `emitDecoratorMetadata` is on, and nothing shows that another compiler (SWC, Babel) writes the
   * metadata, which differs in `null` and `undefined`.
   */
  readonly emitsDecoratorMetadata: boolean;
}

/** Where a file stops being TypeScript. */
export interface SyntaxProblem {
  readonly file: string;
  readonly offset: number;
  readonly message: string;
}

/** What a program is made of: see {@link CompilerSession}. */
export interface ProgramParts {
  readonly project: Pick<NativeProject, "program" | "checker" | "languageService">;
  readonly configFile: string | undefined;
  readonly ownFiles: readonly string[];
  readonly options: ProgramOptions;
  readonly packages: PackageLookup;
  readonly counter: QuestionCounter;
  /** Throws when the snapshot was released, or its process ended. */
  readonly ensureUsable: () => void;
  readonly forgetTree: (path: string) => void;
}

/** One program (one tsconfig) of a snapshot. Unusable once its snapshot was released. */
export class Program {
  readonly #parts: ProgramParts;
  readonly checker: Checker;
  /** Absolute path of the tsconfig; `undefined` for files that belong to none. */
  readonly configFile: string | undefined;
  /**
   * The source files that are analysed with this program: absolute paths. Declaration files,
   * dependencies, compiled output, and files that another program answers for are left out.
   */
  readonly ownFiles: readonly string[];
  readonly options: ProgramOptions;
  /** Files that were looked into for the sake of others: see {@link otherFile}. */
  readonly readByOthers = new Set<string>();

  constructor(parts: ProgramParts) {
    this.#parts = parts;
    this.checker = new Checker(
      parts.project.checker,
      parts.packages,
      parts.counter,
      parts.ensureUsable,
    );
    this.configFile = parts.configFile;
    this.ownFiles = parts.ownFiles;
    this.options = parts.options;
  }

  /** The tree of a file of the program; `undefined` when the program has no such file. */
  async sourceFile(path: string): Promise<SourceFile | undefined> {
    this.#parts.ensureUsable();
    this.#parts.counter.questions++;
    const tree = await this.#parts.project.program.getSourceFile(path);
    if (tree) rememberStrings(tree);
    return tree;
  }

  /**
   * The tree of a file that is looked into while another one is read, whose facts therefore depend on
   * more of it than its types.
   */
  otherFile(path: string): Promise<SourceFile | undefined> {
    this.readByOthers.add(path);
    return this.sourceFile(path);
  }

  /** The first syntax error of each own file that has one, for all files in one request. */
  async syntaxErrors(): Promise<readonly SyntaxProblem[]> {
    this.#parts.ensureUsable();
    this.#parts.counter.questions++;
    const own = new Set(this.ownFiles);
    const first = new Map<string, SyntaxProblem>();
    for (const {
      fileName,
      pos,
      text,
    } of await this.#parts.project.program.getSyntacticDiagnostics()) {
      const before = fileName === undefined ? undefined : first.get(fileName);
      if (fileName === undefined || !own.has(fileName) || (before && before.offset <= pos))
        continue;
      first.set(fileName, { file: fileName, offset: pos, message: text });
    }
    return [...first.values()];
  }

  /**
   * Reads files one after another with the next ones already under way, and gives several of them
   * to the visitor at the same time, so that the compiler answers the questions about one file
   * while another is walked. At most `concurrency` trees are alive at once: a tree is let go when
   * its visit is over, so the visitor must keep no node of it.
   *
   * Files that the program does not have are skipped. When a visit throws, no further file is
   * begun and the promise rejects once the running visits have ended.
   *
   * @param concurrency how many files are visited at once; below 4 the two processes wait for each
   *   other, above 32 memory grows for no gain
   */
  async visitFiles(
    paths: readonly string[],
    visit: (file: SourceFile, path: string) => Promise<void>,
    concurrency = 16,
  ): Promise<void> {
    let next = 0;
    let failed: { readonly error: unknown } | undefined;
    const work = async (): Promise<void> => {
      while (!failed) {
        const path = paths[next++];
        if (path === undefined) return;
        try {
          const file = await this.sourceFile(path);
          if (!file) continue;
          await visit(file, path);
          this.releaseTree(file);
        } catch (error) {
          failed ??= { error };
        }
      }
    };
    await Promise.all(Array.from({ length: Math.max(1, concurrency) }, work));
    if (failed) throw failed.error;
  }

  /**
   * Lets go of a tree that is no longer needed; asked for again, it is fetched again. Without it
   * a tree stays in memory as long as the snapshot.
   */
  releaseTree(file: SourceFile): void {
    this.#parts.forgetTree(file.path);
  }

  /**
   * Every place of the program that names the same symbol as the name at an offset: see
   * {@link findReferences}. Empty when the program does not have the file.
   */
  async referencesTo(path: string, offset: number): Promise<readonly CodeReference[]> {
    const tree = await this.sourceFile(path);
    if (!tree) return [];
    this.#parts.counter.questions++;
    return findReferences(this.#parts.project, tree, offset, (each) => this.releaseTree(each));
  }

  /** Whether the module that an import, export or `require` names is found; `node` is its string. */
  async resolvesModule(node: Node): Promise<boolean> {
    if (!isStringLiteral(node)) return false;
    this.#parts.ensureUsable();
    this.#parts.counter.questions++;
    const { program } = this.#parts.project;
    return (await program.getResolvedModuleFromModuleSpecifier(node)) !== undefined;
  }

  /** Every file of the program, dependencies' declarations among them; those of the compiler start with `bundled:`. */
  async allFiles(): Promise<readonly string[]> {
    this.#parts.ensureUsable();
    this.#parts.counter.questions++;
    return this.#parts.project.program.getSourceFileNames();
  }

  packageOf(path: string): PackageIdentity | undefined {
    return this.#parts.packages.of(path);
  }
}
