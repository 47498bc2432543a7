import { contains, type Range } from "../../base/index.ts";
import type { AliasScope, NameText, SqlText } from "../../model/index.ts";
import { scanSql, sqlSource } from "../../sql/index.ts";
import type { WorkspaceView } from "../live/view.ts";
import { AliasScopes } from "./alias-scopes.ts";
import { membersOf } from "./members.ts";
import type { ReferenceTarget } from "./mention.ts";
import { TextMap } from "./text-map.ts";
import { pathsIn } from "./text-mentions.ts";

/** An alias or a parameter. */
export type LocalTarget = Extract<ReferenceTarget, { readonly kind: "alias" | "parameter" }>;

/** What a name must not be that takes another's place. */
export interface NamesNear {
  readonly names: { has(name: string): boolean };
  /** Where the texts use the target's own name; `undefined` for a place that no literal spells. */
  readonly own: readonly (Range | undefined)[];
  /** The texts are statements of SQL, not those of a builder. */
  readonly inStatement: boolean;
}

/**
 * The names of a target's kind in all texts that it shares a query with: those of its builder, of the
 * queries inside of it and of those around, or of the statement.
 */
export function namesNear(view: WorkspaceView, target: LocalTarget): NamesNear {
  const facts = view.project.files.get(target.file);
  const { scopes = [], texts = [] } = facts?.mentions ?? {};
  const { text: fileText } = view.texts.of(target.file);
  const family = familyOf(view, target);
  const statements = (facts?.sqlTexts ?? []).filter(
    ({ range }) => target.kind === "alias" && contains(range, target.definition),
  );
  const given = family.flatMap(({ aliases, parameters }) =>
    (target.kind === "alias" ? aliases : parameters).map(({ name }) => name),
  );
  const parts: readonly NameText["parts"][] = [
    ...texts.flatMap(({ scope, grammar, parts: own }) => {
      const of = scope === undefined ? undefined : scopes[scope];
      return grammar === "expression" && of && family.includes(of) ? [own] : [];
    }),
    ...statements.map(namePartsOf),
  ];
  const written = parts.flatMap((each) => namesOf(each, target.kind, fileText));
  const all = [...given, ...written.map(({ name }) => name)];
  return {
    names: target.kind === "alias" ? caseless(all, target.name) : new Set(all),
    own: written.filter(({ name }) => name === target.name).map(({ range }) => range),
    inStatement: family.length === 0,
  };
}

/** The scopes that share their parameters, and one sight of aliases, with that of a target. */
export function familyOf(view: WorkspaceView, target: LocalTarget): readonly AliasScope[] {
  const scopes = view.project.files.get(target.file)?.mentions?.scopes ?? [];
  const index = scopes.findIndex((scope) =>
    target.kind === "alias"
      ? scope.aliases.some(({ range }) => range?.start === target.definition.start)
      : scope === target.scope,
  );
  return index < 0 ? [] : new AliasScopes(scopes, membersOf(view.project)).family(index);
}

/** Of an alias: every word that a path begins with, as it may name one too. */
function namesOf(
  parts: NameText["parts"],
  kind: LocalTarget["kind"],
  fileText: string,
): readonly { readonly name: string; readonly range: Range | undefined }[] {
  const map = new TextMap(parts, fileText);
  return pathsIn(scanSql(sqlSource(map.pieces))).flatMap((path) => {
    const name = path.kind === "parameter" ? path.name : path.names[0];
    const isKind = (path.kind === "parameter") === (kind === "parameter");
    if (!name || !isKind || (path.kind === "path" && path.called && path.names.length === 1))
      return [];
    return [{ name: name.text, range: map.sourceRange(name.start, name.end) }];
  });
}

/** Databases differ in whether the case of an alias counts. */
function caseless(names: readonly string[], own: string): NamesNear["names"] {
  const lower = new Set(names.map((name) => name.toLowerCase()));
  lower.delete(own.toLowerCase());
  return { has: (name) => lower.has(name.toLowerCase()) };
}

function namePartsOf({ parts }: SqlText): NameText["parts"] {
  return parts.map((part) =>
    part.kind === "hole" ? { kind: "hole", range: part.hole.range } : part,
  );
}
