import type { Project } from "../../project/project.ts";
import type { WorkspaceView } from "../live/view.ts";
import { membersOf } from "./members.ts";
import type { Mention } from "./mention.ts";
import { sqlMentions } from "./sql-names.ts";
import { textMentions } from "./text-mentions.ts";

const known = new WeakMap<Project, Map<string, Promise<readonly Mention[]>>>();

/**
 * The certain mentions of one file (absolute path), in the order of its text. Read once for each state of
 * the project.
 */
export function mentionsIn(
  view: Pick<WorkspaceView, "project" | "texts">,
  file: string,
): Promise<readonly Mention[]> {
  let ofProject = known.get(view.project);
  if (!ofProject) {
    ofProject = new Map();
    known.set(view.project, ofProject);
  }
  let mentions = ofProject.get(file);
  if (!mentions) {
    mentions = read(view, file);
    ofProject.set(file, mentions);
  }
  return mentions;
}

async function read(
  { project, texts }: Pick<WorkspaceView, "project" | "texts">,
  file: string,
): Promise<readonly Mention[]> {
  const facts = project.files.get(file);
  if (!facts || (!facts.mentions && facts.sqlTexts.length === 0)) return [];
  const members = membersOf(project);
  const { text } = texts.of(file);
  const named = facts.mentions ? textMentions(facts.mentions, members, text) : [];
  const statements = await Promise.all(
    facts.sqlTexts.map((sql) => sqlMentions(sql, members, text)),
  );
  const seen = new Set<string>();
  return [...named, ...statements.flat()]
    .filter(({ range, meaning }) => {
      // A text that two calls share is read for each.
      const place = `${range.start}-${range.end}-${meaning.kind}`;
      return !seen.has(place) && seen.add(place);
    })
    .sort((a, b) => a.range.start - b.range.start);
}
