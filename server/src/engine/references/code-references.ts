import type { CancellationToken, Location } from "../../base/index.ts";
import type { CodeReference } from "../../compiler/find-references.ts";
import type { WorkspaceView } from "../live/view.ts";

/**
 * Every place in code that the compiler takes for the same symbol as a declared name, in all programs that
 * have its file; each once, in order.
 * @param declaration the range begins with the name
 * @throws Cancelled, CompilerFailure
 */
export async function codeReferences(
  view: Pick<WorkspaceView, "ask">,
  { file, range }: Location,
  token: CancellationToken,
): Promise<readonly CodeReference[]> {
  const answers = await view.ask(
    (programs) => Promise.all(programs.map((program) => program.referencesTo(file, range.start))),
    token,
  );
  const found = new Map<string, CodeReference>();
  for (const reference of answers.flat())
    found.set(`${reference.file}:${reference.start}`, reference);
  return [...found.values()].sort((a, b) =>
    a.file === b.file ? a.start - b.start : a.file < b.file ? -1 : 1,
  );
}
