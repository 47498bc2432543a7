import { type Fact, factValue, known, unknown } from "../../base/index.ts";
import { type Expression, isArrayLiteralExpression } from "../../compiler/ast.ts";
import { unwrap } from "../../flow/syntax.ts";
import type { Loads } from "../../model/index.ts";
import { argumentsOf } from "./operations-draft.ts";
import type { OperationScope } from "./operations-scope.ts";
import type { BuilderHistory, BuilderStep } from "./query-builder-history.ts";

/** A joined relation: where it hangs, as dotted path from the root's alias. */
interface Join {
  readonly path: string;
  readonly parent: string;
}

/** What a chain of joins and selections has come to. */
interface LoadState {
  readonly joins: Map<string, Join>;
  /** Aliases and columns that are selected, as written: `post`, `author.name`. */
  selected: Set<string>;
  complete: Fact<true>;
  /** The selection could not be read. */
  unreadSelection: boolean;
}

const dynamicRelations = unknown("dynamic-relations");

/**
 * Follows the joins and selections of a select builder in order. A relation comes with the rows when its
 * alias, or a column of it, is selected and the relation it hangs on is too (`createSelectExpression` of
 * query-builder/SelectQueryBuilder). Builders do not load eager relations.
 * @param root the alias of the main entity; `undefined` when it cannot be read
 */
export async function readBuilderLoads(
  history: BuilderHistory,
  root: string | undefined,
  scope: OperationScope,
): Promise<Loads> {
  const state: LoadState = {
    joins: new Map(),
    selected: new Set(root === undefined ? [] : [root]),
    complete: history.escapes || root === undefined ? dynamicRelations : known(true),
    unreadSelection: history.escapes,
  };
  const steps = await Promise.all(history.steps.map((step) => readStep(step, scope)));
  for (const step of steps) apply(step, state, root);
  return summary(state, root);
}

/** A step with its arguments as texts; `undefined` for one that is no constant. */
interface ReadStep {
  readonly method: string;
  readonly certain: boolean;
  readonly texts: readonly (string | undefined)[];
  /** The texts of a first argument that is a list. */
  readonly list: readonly (string | undefined)[] | undefined;
  readonly count: number;
}

async function readStep(step: BuilderStep, scope: OperationScope): Promise<ReadStep> {
  const args = argumentsOf(step.call);
  const { method } = step.call;
  const relevant = isLoading(method);
  const first = args[0] && unwrap(args[0]);
  const elements = first && isArrayLiteralExpression(first) ? first.elements : undefined;
  const [texts, list] = relevant
    ? await Promise.all([
        Promise.all(args.slice(0, 3).map((argument) => textOf(argument, scope))),
        elements && Promise.all(elements.map((element) => textOf(element, scope))),
      ])
    : [[], undefined];
  return { method, certain: step.certain, texts, list, count: args.length };
}

/** The text of a constant string. */
export async function textOf(
  expression: Expression,
  scope: OperationScope,
): Promise<string | undefined> {
  const value = factValue(await scope.flow.constantOf(expression));
  return typeof value === "string" ? value : undefined;
}

function isLoading(method: string): boolean {
  return (
    /^(left|inner)Join/.test(method) || /^(addS|s)elect$/.test(method) || method.startsWith("load")
  );
}

function apply(step: ReadStep, state: LoadState, root: string | undefined): void {
  if (!isLoading(step.method)) return;
  if (!step.certain) {
    state.complete = dynamicRelations;
    if (/^(addS|s)elect$/.test(step.method)) state.unreadSelection = true;
    return;
  }
  if (step.method === "select" || step.method === "addSelect") {
    applySelection(step, state, root);
  } else if (/^(left|inner)Join/.test(step.method)) {
    applyJoin(step, state, root);
  } else {
    // `loadAllRelationIds` puts ids where relations are; the others map to a property of their own.
    const [mapped] = step.texts;
    if (step.method === "loadAllRelationIds" || mapped === undefined) {
      state.complete = dynamicRelations;
    } else {
      addMapped(mapped, `(${mapped})`, state, root);
    }
  }
}

function applySelection(step: ReadStep, state: LoadState, root: string | undefined): void {
  if (step.method === "select") {
    state.selected = new Set();
    state.unreadSelection = false;
    // `select()` turns any builder into one that selects; it keeps the main alias.
    if (step.count === 0 && root !== undefined) state.selected.add(root);
  }
  const texts = step.list ?? step.texts.slice(0, 1);
  for (const text of texts) {
    if (text === undefined) {
      state.unreadSelection = true;
      state.complete = dynamicRelations;
    } else {
      state.selected.add(text.trim());
    }
  }
}

function applyJoin(step: ReadStep, state: LoadState, root: string | undefined): void {
  const mapped = /AndMap(One|Many)$/.test(step.method);
  const [target, alias] = mapped ? step.texts.slice(1) : step.texts;
  const property = mapped ? step.texts[0] : target;
  if (alias === undefined) {
    state.complete = dynamicRelations;
    return;
  }
  if (mapped) {
    if (property === undefined) state.complete = dynamicRelations;
    else addMapped(property, alias, state, root);
    return;
  }
  // A join of an entity, a table or a subquery hangs on no property.
  const split = property === undefined ? undefined : splitProperty(property);
  if (split) addJoin(split, alias, state, root);
  if (step.method.endsWith("AndSelect")) state.selected.add(alias);
}

function addMapped(
  property: string,
  alias: string,
  state: LoadState,
  root: string | undefined,
): void {
  const split = splitProperty(property);
  if (!split) {
    state.complete = dynamicRelations;
    return;
  }
  addJoin(split, alias, state, root);
  state.selected.add(alias);
}

interface AliasProperty {
  readonly parent: string;
  readonly name: string;
}

/** Splits `post.author`; the property may be one of an embedded class: `post.meta.author`. */
function splitProperty(text: string): AliasProperty | undefined {
  const match = /^([\w$]+)\.([\w$]+(?:\.[\w$]+)*)$/.exec(text.trim());
  const [, parent, name] = match ?? [];
  return parent === undefined || name === undefined ? undefined : { parent, name };
}

function addJoin(
  split: AliasProperty,
  alias: string,
  state: LoadState,
  root: string | undefined,
): void {
  const base = split.parent === root ? "" : state.joins.get(split.parent)?.path;
  // The parent is a table or subquery (its rows are no part of the result), or an alias not read.
  if (base === undefined) {
    if (!state.complete.known || root === undefined) state.complete = dynamicRelations;
    return;
  }
  const path = base === "" ? split.name : `${base}.${split.name}`;
  state.joins.set(alias, { path, parent: split.parent });
}

function summary(state: LoadState, root: string | undefined): Loads {
  const paths: string[] = [];
  const aliases: Record<string, string> = root === undefined ? {} : { [root]: "" };
  for (const [alias, join] of state.joins) {
    if (!alias.startsWith("(")) aliases[alias] = join.path;
    if (isLoaded(alias, state, root)) paths.push(join.path);
  }
  const selected = columnsOf(state, root);
  return {
    paths: [...new Set(paths)],
    complete: state.complete,
    honoursEager: false,
    aliases,
    ...(selected ? { selected } : {}),
  };
}

function isLoaded(alias: string, state: LoadState, root: string | undefined): boolean {
  if (alias === root) return true;
  const join = state.joins.get(alias);
  return join !== undefined && isSelected(alias, state) && isLoaded(join.parent, state, root);
}

function isSelected(alias: string, state: LoadState): boolean {
  if (state.selected.has(alias)) return true;
  for (const text of state.selected) if (text.startsWith(`${alias}.`)) return true;
  return false;
}

/** The columns of the main entity, when not all of them are selected. */
function columnsOf(
  state: LoadState,
  root: string | undefined,
): Fact<readonly string[]> | undefined {
  if (state.unreadSelection) return unknown("dynamic-expression");
  if (root === undefined || state.selected.has(root)) return undefined;
  const prefix = `${root}.`;
  const columns = [...state.selected].filter((text) => text.startsWith(prefix));
  return known(columns.map((text) => text.slice(prefix.length)));
}
