import type { CancellationToken } from "../../base/index.ts";
import { parseSql } from "../../sql/index.ts";
import type { WorkspaceView } from "../live/view.ts";
import { findMentions } from "./find-mentions.ts";
import { type LocalTarget, namesNear } from "./local-names.ts";
import { possibleUses } from "./possible-mentions.ts";
import type { Renaming } from "./rename.ts";
import type { Refused } from "./rename-target.ts";

/**
 * Renames an alias or parameter: what is certain of it stands in one file. Names that a builder may have got
 * from it elsewhere are to be confirmed.
 * @throws Cancelled
 */
export async function renameLocal(
  view: WorkspaceView,
  target: LocalTarget,
  newName: string,
  token: CancellationToken,
): Promise<Renaming | Refused> {
  if (!/^[A-Za-z_]\w*$/.test(newName))
    return { refused: `${JSON.stringify(newName)} cannot stand in SQL without quotes` };
  const { names, own, inStatement } = namesNear(view, target);
  if (names.has(newName)) return { refused: `${newName} is taken in this query` };
  // The texts of a builder get their quotes from the ORM.
  if (inStatement && !(await standsBare(newName)))
    return { refused: `${newName} is a word of SQL, it cannot stand there without quotes` };
  // Raw rows have names that begin with the alias.
  const raw = new RegExp(`\\b${target.name.replaceAll("$", "\\$")}_\\w+`);
  const rawName = target.kind === "alias" && raw.exec(view.texts.of(target.file).text)?.[0];
  if (rawName) return { refused: `${rawName} may be a column of raw rows that follows the alias` };
  const mentions = await findMentions(view, target, token);
  const certain = new Set(mentions.map(({ range }) => range.start));
  if (own.some((range) => !range || !certain.has(range.start)))
    return { refused: `it is not certain what ${target.name} means everywhere in this query` };
  return {
    edits: mentions.map(({ file, range, key }) => ({
      file,
      range,
      newText: key === "shorthand" ? `${newName}: ${target.name}` : newName,
    })),
    possible: possibleUses(view, target, token).map((place) => ({ ...place, newText: newName })),
  };
}

/** Whether a name can be an alias of a table without quotes. */
async function standsBare(name: string): Promise<boolean> {
  return (await parseSql(`SELECT ${name}.a FROM t ${name}`)).ok;
}
