import type { CancellationToken } from "../../base/index.ts";
import type { Program } from "../../compiler/program.ts";
import type { FileFacts } from "../../model/index.ts";
import type { Project } from "../../project/project.ts";
import type { WorkspaceView } from "../live/view.ts";
import { readSourceFacts } from "../read-file.ts";
import type { LineIndex } from "../text/line-index.ts";

/** What was read of a text, and the view that it was read for. */
interface Read {
  readonly view: WorkspaceView;
  readonly facts: FileFacts | undefined;
}

const read = new WeakMap<LineIndex, Read>();

/**
 * The functions of a file with their calls. A file that uses no ORM itself is read for this when it calls
 * functions of files that do.
 * @throws Cancelled, CompilerFailure
 */
export async function readFunctionFacts(
  view: WorkspaceView,
  file: string,
  token: CancellationToken,
): Promise<FileFacts | undefined> {
  const known = view.project.files.get(file);
  if (known && known.functions.length > 0) return known;
  const text = view.texts.of(file);
  const before = read.get(text);
  if (before?.view === view) return before.facts;
  const matters = mayQuery(text.text, view.project);
  const facts = matters
    ? await view.ask((programs) => readCalls(programs, file), token)
    : undefined;
  read.set(text, { view, facts });
  return facts ?? known;
}

/** The same, as far as it was read before: for this view or, with the same text, for an earlier one. */
export function knownFunctionFacts(view: WorkspaceView, file: string): FileFacts | undefined {
  const known = view.project.files.get(file);
  if (known && known.functions.length > 0) return known;
  return read.get(view.texts.of(file))?.facts ?? known;
}

async function readCalls(
  programs: readonly Program[],
  file: string,
): Promise<FileFacts | undefined> {
  const program = programs.find(({ ownFiles }) => ownFiles.includes(file));
  const source = await program?.sourceFile(file);
  if (!program || !source) return undefined;
  try {
    return await readSourceFacts(program, source, file, [], true);
  } finally {
    program.releaseTree(source);
  }
}

const called = /([\p{ID_Start}$_][\p{ID_Continue}$]*)\s*(?:\?\.)?\(/gu;

/** Whether the text calls something by the name of a function in a file that queries. */
function mayQuery(text: string, project: Project): boolean {
  const names = queryingNames(project);
  if (names.size === 0) return false;
  for (const [, name] of text.matchAll(called))
    if (name !== undefined && names.has(name)) return true;
  return false;
}

const namesOf = new WeakMap<Project, ReadonlySet<string>>();

function queryingNames(project: Project): ReadonlySet<string> {
  let names = namesOf.get(project);
  if (!names) {
    names = new Set(
      [...project.files.values()]
        .filter(({ operations }) => operations.length > 0)
        .flatMap(({ functions }) => functions)
        .flatMap(({ id, name }) => (id === undefined ? [] : [name])),
    );
    namesOf.set(project, names);
  }
  return names;
}
