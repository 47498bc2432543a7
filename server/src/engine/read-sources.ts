import type { SyntaxProblem } from "../compiler/program.ts";
import type { ProjectProblem, Snapshot } from "../compiler/session.ts";
import { shownPath } from "./paths.ts";
import { type ReadContext, type ReadFile, readProject } from "./read-project.ts";
import { SourceWatch } from "./source-watch.ts";
import type { SourceTexts } from "./text/source-texts.ts";
import { unreadableFolders } from "./unreadable-folders.ts";

/** All source files of a snapshot, and what the user should know about them. */
export interface Sources {
  /** Sorted by path. */
  readonly files: readonly ReadFile[];
  /** What kept something from being read, so that findings may be missing. A line each. */
  readonly mistakes: readonly string[];
  /** What the user should know beside that. A line each. */
  readonly notes: readonly string[];
}

/**
 * Reads every source file of the programs: the stage that asks the compiler.
 * @throws Cancelled, and whatever `context.isFatal` says is fatal
 */
export async function readSources(
  snapshot: Snapshot,
  context: ReadContext,
  cwd: string,
): Promise<Sources> {
  const { programs } = snapshot;
  const watch = new SourceWatch(context.adapters.flatMap((adapter) => adapter.packages));
  const [files, syntax] = await Promise.all([
    readProject(programs, { ...context, watch }),
    Promise.all(programs.map((program) => program.syntaxErrors())),
  ]);
  const told = (problems: readonly ProjectProblem[]): readonly string[] =>
    problems.map((problem) => mistakeText(problem, cwd));
  const mistakes = [
    ...told(snapshot.problems.filter(({ kind }) => kind !== "invalid-option")),
    ...(await watch.mistakes(cwd)),
    ...unreadableFolders(programs, cwd).map(
      (folder) => `the folder ${shownPath(cwd, folder)} cannot be read: permission denied`,
    ),
  ];
  const notes = [
    ...told(snapshot.problems.filter(({ kind }) => kind === "invalid-option")),
    ...syntax.flat().map((error) => syntaxNote(error, context.texts, cwd)),
  ];
  if (files.length === 0 && mistakes.length === 0) notes.push(noSources(cwd));
  return { files, mistakes, notes };
}

/** What is told when there is nothing to analyse. */
export function noSources(cwd: string): string {
  return `no source files: neither a tsconfig nor the folder ${cwd} has any to analyse`;
}

/** What is wrong with a project, on a line: `tsconfig.json:3:5: …`, as editors and terminals link it. */
export function mistakeText({ file, position, message }: ProjectProblem, cwd: string): string {
  const shown = shownPath(cwd, file);
  const text = message.replaceAll(`${cwd}/`, "").replace(/\.$/, "");
  const sentence = text.replace(/^The /, "the ");
  if (!position) return text.includes(shown) ? sentence : `${shown}: ${sentence}`;
  return `${shown}:${position.line}:${position.column}: ${sentence}`;
}

function syntaxNote(
  { file, offset, message }: SyntaxProblem,
  texts: SourceTexts,
  cwd: string,
): string {
  const { line, column } = texts.of(file).at(offset);
  return `${shownPath(cwd, file)}:${line}:${column}: syntax error, what can be read was analysed: ${message}`;
}
