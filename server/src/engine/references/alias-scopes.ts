import type { Alias, AliasScope, EntityId, NameOrigin } from "../../model/index.ts";
import type { LinkedEntity } from "../../project/project.ts";
import type { Member, Members } from "./members.ts";

/** An alias with what it stands for. */
export interface ResolvedAlias {
  readonly alias: Alias;
  readonly entity: LinkedEntity | undefined;
}

/** A chain of joins that is longer is read as a circle. */
const maxJoins = 32;

/** Tells what the aliases of one file's query builders stand for. */
export class AliasScopes {
  readonly #scopes: readonly AliasScope[];
  readonly #members: Members;

  constructor(scopes: readonly AliasScope[], members: Members) {
    this.#scopes = scopes;
    this.#members = members;
  }

  scope(index: number): AliasScope | undefined {
    return this.#scopes[index];
  }

  /** The scopes that share their parameters with one: those around it, and those that they are around. */
  family(index: number): readonly AliasScope[] {
    const found = new Set<number>();
    const queue = [index];
    for (const each of queue) {
      if (found.has(each)) continue;
      found.add(each);
      queue.push(...(this.#scopes[each]?.around ?? []));
      for (const [other, scope] of this.#scopes.entries())
        if (scope.around?.includes(each)) queue.push(other);
    }
    return this.#scopes.filter((_, other) => found.has(other));
  }

  /** What a name stands for in a scope; `undefined` when it is no alias there, or may be two that differ. */
  resolve(index: number, name: string): ResolvedAlias | undefined {
    const [first, ...others] = this.#candidates(index, name, 0, new Set());
    return first && others.every(({ entity }) => entity === first.entity) ? first : undefined;
  }

  /** What the clauses of a scope name columns of without an alias; brackets have that of the builder around. */
  rows(index: number, depth = 0): NameOrigin | undefined {
    const scope = this.#scopes[index];
    const [around, ...others] = scope?.around ?? [];
    if (!scope || scope.rows || scope.aliases.length > 0 || depth > maxJoins) return scope?.rows;
    return around === undefined || others.length > 0 ? undefined : this.rows(around, depth + 1);
  }

  /** Whether a name is an alias of a scope, for certain or not. */
  knows(index: number, name: string): boolean {
    return this.#candidates(index, name, 0, new Set()).length > 0;
  }

  /**
   * What a name stands for if a builder that was handed on came with the alias: the builder's entity, or what a
   * join from there leads to. `undefined` where the code in sight tells it.
   */
  assumed(index: number, name: string, depth = 0): LinkedEntity | undefined {
    if (depth > maxJoins) return undefined;
    const [own, ...others] = this.#candidates(index, name, 0, new Set());
    if (!own) {
      const handed = this.#handed(index, new Set());
      return handed === undefined ? undefined : this.#members.entity(handed);
    }
    if (own.entity || others.length > 0 || own.alias.target.kind !== "path") return undefined;
    const [first = "", ...steps] = own.alias.target.path.split(".");
    return this.#behind(this.assumed(index, first, depth + 1), steps);
  }

  /** The entity of the nearest builder that was handed on, from a scope outwards. */
  #handed(index: number, seen: ReadonlySet<number>): EntityId | undefined {
    const scope = this.#scopes[index];
    if (!scope || seen.has(index)) return undefined;
    if (scope.handed !== undefined) return scope.handed;
    const around = new Set(
      (scope.around ?? []).map((each) => this.#handed(each, new Set([...seen, index]))),
    );
    const [only, ...others] = around;
    return others.length === 0 ? only : undefined;
  }

  #behind(start: LinkedEntity | undefined, steps: readonly string[]): LinkedEntity | undefined {
    let entity = start;
    for (const step of steps) {
      const member: Member | undefined = entity && this.#members.member(entity, step);
      entity = member && this.#members.behind(member);
    }
    return entity;
  }

  /** Every alias that a text of the scope may use; inner ones hide outer ones. */
  visible(index: number): readonly ResolvedAlias[] {
    const names = new Set<string>();
    const seen = new Set<number>();
    const queue = [index];
    for (const each of queue) {
      if (seen.has(each)) continue;
      seen.add(each);
      for (const { name } of this.#scopes[each]?.aliases ?? []) names.add(name);
      queue.push(...(this.#scopes[each]?.around ?? []));
    }
    return [...names].flatMap((name) => this.resolve(index, name) ?? []);
  }

  /** The aliases that a name may be, of the nearest scopes that have it. */
  #candidates(
    index: number,
    name: string,
    depth: number,
    seen: ReadonlySet<number>,
  ): readonly ResolvedAlias[] {
    const scope = this.#scopes[index];
    if (!scope || seen.has(index) || depth > maxJoins) return [];
    const own = scope.aliases.filter((alias) => alias.name === name);
    if (own.length > 0)
      return own.map((alias) => ({ alias, entity: this.#entityOf(alias, index, depth) }));
    const below = new Set([...seen, index]);
    return (scope.around ?? []).flatMap((around) => this.#candidates(around, name, depth, below));
  }

  #entityOf({ target }: Alias, index: number, depth: number): LinkedEntity | undefined {
    if (target.kind === "other") return undefined;
    if (target.kind === "entity") return this.#members.at(target.from);
    const [first = "", ...steps] = target.path.split(".");
    const [parent, ...others] = this.#candidates(index, first, depth + 1, new Set());
    const agreed = others.every((other) => other.entity === parent?.entity);
    return agreed ? this.#behind(parent?.entity, steps) : undefined;
  }
}
