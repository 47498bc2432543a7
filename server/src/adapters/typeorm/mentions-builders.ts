import { factValue } from "../../base/index.ts";
import {
  type CallExpression,
  type Expression,
  isArrayLiteralExpression,
  isArrowFunction,
  isCallExpression,
  isConditionalExpression,
  isFunctionExpression,
  isIdentifier,
  isNewExpression,
  isParameterDeclaration,
  isParenthesizedExpression,
  isVariableDeclaration,
  type Node,
} from "../../compiler/ast.ts";
import { argumentsFor, resultsOf } from "../../flow/origin-callers.ts";
import { ObjectValues } from "../../flow/origin-objects.ts";
import { writeAt } from "../../flow/scope.ts";
import { rangeOf, unwrap, unwrapAwait } from "../../flow/syntax.ts";
import type {
  Alias,
  AliasScope,
  AliasTarget,
  EntityId,
  NameOrigin,
  NamePart,
  NameText,
  Parameter,
} from "../../model/index.ts";
import type { WrittenNames } from "./mentions-texts.ts";
import type { OrmCall } from "./operations-calls.ts";
import { argumentsOf } from "./operations-draft.ts";
import { entityOfCarrier, entityOfTarget } from "./operations-entity.ts";
import { builderStepNames } from "./operations-methods.ts";
import type { OperationScope } from "./operations-scope.ts";

/** A scope while its builder is read. */
interface OpenScope {
  readonly index: number;
  readonly aliases: Alias[];
  readonly parameters: Parameter[];
  handed: EntityId | undefined;
  /** See {@link AliasScope.rows}, with the place of the step that says so: the last one counts. */
  rows: { readonly at: number; readonly from: NameOrigin } | undefined;
}

const maxSteps = 12;

/** Methods that turn a builder into one that writes. */
const writing: ReadonlySet<string> = new Set(["update", "delete", "softDelete", "restore"]);
const writers = /^(?:Update|Delete|SoftDelete)QueryBuilder$/;

/** Reads the names in the clauses of query builders: each builder has one scope, wherever its steps stand. */
export class BuilderNames {
  readonly #scope: OperationScope;
  readonly #names: WrittenNames;
  readonly #values: ObjectValues;
  readonly #scopes = new Map<Node, OpenScope>();
  readonly #texts: NameText[] = [];

  constructor(scope: OperationScope, names: WrittenNames) {
    this.#scope = scope;
    this.#names = names;
    this.#values = new ObjectValues(scope.flow);
  }

  /** Reads every step of the builders of the file. */
  async read(): Promise<{
    readonly scopes: readonly AliasScope[];
    readonly texts: readonly NameText[];
  }> {
    const calls = [...this.#scope.calls.values()].sort(
      (a, b) => a.name.getStart() - b.name.getStart(),
    );
    await Promise.all(
      calls.map(async (call) => {
        if (startsBuilder(call)) await this.#readStart(call);
        else if (/QueryBuilder$|^WhereExpression/.test(call.declaredBy)) await this.#readStep(call);
      }),
    );
    const builders = [...this.#scopes.entries()];
    const scopes = builders.map(([builder, open]): AliasScope => {
      const indexes = this.#buildersAround(builder).flatMap(
        (around) => this.#scopes.get(around)?.index ?? [],
      );
      const around = [...new Set(indexes)].filter((index) => index !== open.index);
      return {
        ...(around.length > 0 ? { around } : {}),
        aliases: open.aliases.sort((a, b) => a.at.start - b.at.start),
        parameters: open.parameters.sort((a, b) => a.range.start - b.range.start),
        ...(open.handed === undefined ? {} : { handed: open.handed }),
        ...(open.rows ? { rows: open.rows.from } : {}),
      };
    });
    return { scopes, texts: this.#texts };
  }

  async #readStart(call: OrmCall): Promise<void> {
    const { flow, context } = this.#scope;
    const scope = this.#open(call.call);
    const at = rangeOf(call.name);
    const args = argumentsOf(call);
    const own = call.receiver !== undefined && /Repository$|^BaseEntity$/.test(call.declaredBy);
    const entity = args[0];
    const alias = args[own ? 0 : 1];
    const type = isExpression(call.call)
      ? await context.program.checker.typeAt(call.call)
      : undefined;
    const id = type && factValue(await entityOfCarrier(type));
    const named = !own && entity ? this.#named(entity) : undefined;
    const from: NameOrigin | undefined =
      id !== undefined ? { entity: id, path: [] } : named && { name: named.name, path: [] };
    if (named) this.#texts.push({ grammar: "entity", parts: [named.part] });
    const target: AliasTarget = from ? { kind: "entity", from } : { kind: "other" };
    const written = alias && this.#named(flow.origin(alias));
    if (written) {
      const { name, part } = written;
      scope.aliases.push({ name, range: part.range, at, target });
    } else if (own && !alias && id !== undefined) {
      scope.aliases.push({ name: id.slice(id.lastIndexOf("#") + 1), at, target });
    }
  }

  async #readStep(call: OrmCall): Promise<void> {
    const builder = call.receiver && this.#builderOf(call.receiver);
    if (!builder) return;
    const scope = this.#open(builder);
    const args = argumentsOf(call);
    const { method } = call;
    if (!this.#scope.calls.has(builder)) scope.handed ??= (await this.#mainEntity(call))?.entity;
    if (writing.has(method) || writers.test(call.declaredBy)) await this.#readRows(call, scope);
    const join = /^(?:left|inner)Join(?:AndSelect|AndMap(?:One|Many))?$/.test(method);
    if (join) return this.#readJoin(call, args, scope);
    if (/^(?:and|or)?(?:where|having)$/i.test(method)) {
      const [condition, parameters] = args;
      if (condition) {
        this.#expression(condition, scope);
        await this.#conditionKeys(call, condition);
      }
      if (parameters) this.#parameters(parameters, scope);
      return;
    }
    switch (method) {
      case "select":
      case "addSelect": {
        const [selected, alias] = args;
        if (selected) this.#expression(selected, scope);
        if (alias) this.#alias(call, alias, { kind: "other" }, scope, true);
        return;
      }
      case "setLock":
        if (args[2]) this.#expression(args[2], scope);
        return;
      case "returning":
      case "output": {
        const [columns] = args;
        // One text is SQL, a list holds paths of properties.
        const listed = columns && isArrayLiteralExpression(unwrap(columns));
        const from = listed && (await this.#mainEntity(call));
        if (from) this.#path(columns, from, "column");
        return;
      }
      case "orderBy":
      case "addOrderBy":
      case "groupBy":
      case "addGroupBy":
      case "distinctOn": {
        const [first] = args;
        if (!first) return;
        this.#expression(first, scope);
        for (const { part, key } of this.#names.keys(first)) {
          this.#texts.push({ grammar: "expression", parts: [part], scope: scope.index, key });
        }
        return;
      }
      case "from":
      case "addFrom": {
        const [entity, alias] = args;
        if (!entity) return;
        const target = await this.#target(entity, scope);
        if (alias) this.#alias(call, alias, target, scope);
        return;
      }
      case "setParameter": {
        const named = args[0] && this.#named(args[0]);
        if (named) scope.parameters.push({ name: named.name, range: named.part.range });
        return;
      }
      case "setParameters":
        if (args[0]) this.#parameters(args[0], scope);
        return;
      case "loadRelationCountAndMap":
      case "loadRelationIdAndMap":
        for (const argument of args.slice(0, 2)) this.#expression(argument, scope, "relation");
        return;
      case "relation": {
        const [first, second] = args;
        const path = second ?? first;
        const from = path && (await this.#mainEntity(call));
        if (from) this.#path(path, from, "relation");
        return;
      }
      case "loadAllRelationIds": {
        const relations = args[0] && this.#names.keys(args[0]).find(isRelations);
        const from = relations && (await this.#mainEntity(call));
        if (from) this.#path(relations.value, from, "relation");
        return;
      }
      case "into": {
        const [, columns] = args;
        const from = columns && (await this.#mainEntity(call));
        if (from) this.#path(columns, from, "column");
        return;
      }
      default:
        return;
    }
  }

  async #readRows(call: OrmCall, scope: OpenScope): Promise<void> {
    const from = await this.#mainEntity(call);
    const at = call.name.getStart();
    if (from && (!scope.rows || scope.rows.at < at)) scope.rows = { at, from };
  }

  async #readJoin(call: OrmCall, args: readonly Expression[], scope: OpenScope): Promise<void> {
    const mapped = /AndMap(?:One|Many)$/.test(call.method);
    const [joined, alias, condition, parameters] = mapped ? args.slice(1) : args;
    const [property] = args;
    if (mapped && property) this.#expression(property, scope, "relation");
    if (joined) {
      const target = await this.#target(joined, scope);
      if (alias) this.#alias(call, alias, target, scope);
    }
    if (condition) this.#expression(condition, scope);
    if (parameters) this.#parameters(parameters, scope);
  }

  /** What a joined or selected thing is: an entity, a path behind an alias, or something else. */
  async #target(expression: Expression, scope: OpenScope): Promise<AliasTarget> {
    const named = this.#named(expression);
    if (named) {
      const { name, part } = named;
      if (/^[\w$]+\.[\w$.]*$/.test(name.trim())) {
        this.#texts.push({
          grammar: "expression",
          parts: [part],
          scope: scope.index,
          takes: "relation",
        });
        return { kind: "path", path: name.trim() };
      }
      if (name.trimStart().startsWith("(")) return { kind: "other" };
      // A name that is being typed may become either.
      this.#texts.push({ grammar: "entity", parts: [part], scope: scope.index });
      return { kind: "entity", from: { name, path: [] } };
    }
    const inner = unwrap(expression);
    if (isArrowFunction(inner) || isFunctionExpression(inner)) return { kind: "other" };
    const parts = this.#names.text(inner);
    if (parts) {
      this.#texts.push({ grammar: "expression", parts, scope: scope.index, takes: "relation" });
      return { kind: "other" };
    }
    const type = await this.#scope.context.program.checker.typeAt(inner);
    const id = factValue(await entityOfTarget(type));
    return id === undefined
      ? { kind: "other" }
      : { kind: "entity", from: { entity: id, path: [] } };
  }

  #alias(
    call: OrmCall,
    expression: Expression,
    target: AliasTarget,
    scope: OpenScope,
    column = false,
  ): void {
    const named = this.#named(this.#scope.flow.origin(expression));
    if (!named) return;
    const at = rangeOf(call.name);
    scope.aliases.push({
      name: named.name,
      range: named.part.range,
      at,
      target,
      ...(column ? { column } : {}),
    });
  }

  #expression(expression: Expression, scope: OpenScope, takes?: NameText["takes"]): void {
    for (const parts of this.#names.texts(expression)) {
      this.#texts.push({
        grammar: "expression",
        parts,
        scope: scope.index,
        ...(takes ? { takes } : {}),
      });
    }
  }

  #path(expression: Expression, from: NameOrigin, takes: NameText["takes"]): void {
    for (const parts of this.#names.texts(expression)) {
      this.#texts.push({ grammar: "path", parts, from, ...(takes ? { takes } : {}) });
    }
  }

  /** `where({ title })`: the type says nothing about the keys. */
  async #conditionKeys(call: OrmCall, condition: Expression): Promise<void> {
    const keys = this.#names.keys(condition);
    if (keys.length === 0) return;
    const from = await this.#mainEntity(call);
    if (!from) return;
    for (const { part, key } of keys)
      this.#texts.push({ grammar: "path", parts: [part], from, key });
  }

  #parameters(expression: Expression, scope: OpenScope): void {
    for (const { name, part, key } of this.#names.keys(expression)) {
      const shorthand = key === "shorthand" ? { shorthand: true as const } : {};
      scope.parameters.push({ name, range: part.range, ...shorthand });
    }
  }

  /** The entity that the builder of a step works on. */
  async #mainEntity(call: OrmCall): Promise<NameOrigin | undefined> {
    const { checker } = this.#scope.context.program;
    // `relation(Post, …)` and `into(Post, …)` change the builder's type.
    const typed = isExpression(call.call) ? call.call : call.receiver;
    const types = [typed, call.receiver].filter((each) => each !== undefined);
    for (const type of await Promise.all(types.map((each) => checker.typeAt(each)))) {
      const id = factValue(await entityOfCarrier(type));
      if (id !== undefined) return { entity: id, path: [] };
    }
    return undefined;
  }

  /** A text in one piece. */
  #named(
    expression: Expression,
  ):
    | { readonly name: string; readonly part: Extract<NamePart, { readonly kind: "text" }> }
    | undefined {
    const [part, ...others] = this.#names.text(expression) ?? [];
    return part?.kind === "text" && others.length === 0 ? { name: part.text, part } : undefined;
  }

  #open(builder: Node): OpenScope {
    let scope = this.#scopes.get(builder);
    if (!scope) {
      scope = {
        index: this.#scopes.size,
        aliases: [],
        parameters: [],
        rows: undefined,
        handed: undefined,
      };
      this.#scopes.set(builder, scope);
    }
    return scope;
  }

  /**
   * What stands for the builder behind an expression: the call that makes it, or the parameter or
   * expression that it comes from. The same for all steps of one builder.
   */
  #builderOf(expression: Expression, seen: readonly Node[] = []): Node {
    const { calls, flow } = this.#scope;
    const inner = unwrapAwait(expression);
    if (seen.length > maxSteps) return inner;
    const call = calls.get(inner);
    if (call) {
      const goesOn = builderStepNames.has(call.method) && !startsBuilder(call);
      return goesOn && call.receiver ? this.#builderOf(call.receiver, seen) : inner;
    }
    if (isCallExpression(inner)) return this.#returnedBy(inner, seen) ?? inner;
    if (!isIdentifier(inner)) return inner;
    const declaration = flow.declarationOf(inner);
    if (!declaration || seen.includes(declaration)) return declaration ?? inner;
    if (!isVariableDeclaration(declaration)) return declaration;
    const below = [...seen, declaration];
    const values = flow.referencesTo(declaration).flatMap((name) => writeAt(name)?.value ?? []);
    if (declaration.initializer) values.unshift(declaration.initializer);
    const builders = new Set(values.map((value) => this.#builderOf(value, below)));
    // `qb = qb.where(…)` goes on with the same builder.
    builders.delete(declaration);
    const [only, ...others] = builders;
    return only && others.length === 0 ? only : declaration;
  }

  /** The builder that a function of the file returns, when it is always the same. */
  #returnedBy(call: CallExpression, seen: readonly Node[]): Node | undefined {
    const helper = this.#values.helper(call);
    if (!helper || seen.includes(helper)) return undefined;
    const builders = new Set(
      (resultsOf(helper) ?? []).map((result) => this.#builderOf(result, [...seen, helper])),
    );
    const [only, ...others] = builders;
    return others.length === 0 ? only : undefined;
  }

  /**
   * The builders that one belongs to: the one whose step makes a subquery or hands itself to a callback, and
   * those that all callers of a function pass.
   */
  #buildersAround(builder: Node, seen: readonly Node[] = []): readonly Node[] {
    if (seen.includes(builder) || seen.length > maxSteps) return [];
    const { calls, flow } = this.#scope;
    const below = [...seen, builder];
    const made = calls.get(builder);
    if (made) {
      const subquery = made.method === "subQuery" && made.receiver;
      return subquery ? this.#known(subquery, below) : [];
    }
    if (!isParameterDeclaration(builder)) return [];
    const passed = argumentsFor(builder, flow);
    if (passed) return passed.flatMap((argument) => this.#known(argument, below));
    for (let node: Node | undefined = builder.parent?.parent; node; node = node.parent) {
      const call = calls.get(node);
      if (call?.receiver) return this.#known(call.receiver, below);
      const passes =
        isNewExpression(node) ||
        isArrayLiteralExpression(node) ||
        isParenthesizedExpression(node) ||
        isConditionalExpression(node);
      if (!passes) return [];
    }
    return [];
  }

  /** The nearest builders that have a scope, from an expression outwards. */
  #known(expression: Expression, seen: readonly Node[]): readonly Node[] {
    const builder = this.#builderOf(expression);
    return this.#scopes.has(builder) ? [builder] : this.#buildersAround(builder, seen);
  }
}

/** Whether a call makes a builder with names of its own, rather than goes on with one. */
function startsBuilder(call: OrmCall): boolean {
  return (
    call.method === "subQuery" || /^create(?:Descendants|Ancestors)?QueryBuilder$/.test(call.method)
  );
}

function isExpression(node: Node): node is Expression & Node {
  return isCallExpression(node);
}

function isRelations({ name }: { readonly name: string }): boolean {
  return name === "relations";
}
