import type { Alias, AliasScope } from "../../model/index.ts";
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

  /** The scope and those around it, innermost first. */
  chain(index: number): readonly AliasScope[] {
    const chain: AliasScope[] = [];
    let scope = this.#scopes[index];
    while (scope && !chain.includes(scope)) {
      chain.push(scope);
      scope = scope.parent === undefined ? undefined : this.#scopes[scope.parent];
    }
    return chain;
  }

  /** The scope that a scope and all its subqueries share their parameters with, and those scopes. */
  family(index: number): readonly AliasScope[] {
    const root = this.chain(index).at(-1);
    return this.#scopes.filter((_, other) => this.chain(other).at(-1) === root);
  }

  /** What a name stands for in a scope; `undefined` when it is no alias there, or two that differ. */
  resolve(index: number, name: string, depth = 0): ResolvedAlias | undefined {
    for (const scope of this.chain(index)) {
      const named = scope.aliases.filter((alias) => alias.name === name);
      const [first, ...others] = named;
      if (!first) continue;
      const entity = this.#entityOf(first, index, depth);
      const agree = others.every((other) => this.#entityOf(other, index, depth) === entity);
      return agree ? { alias: first, entity } : undefined;
    }
    return undefined;
  }

  /** Every alias that a text of the scope may use; inner ones hide outer ones. */
  visible(index: number): readonly ResolvedAlias[] {
    const names = new Set(
      this.chain(index).flatMap((scope) => scope.aliases.map((alias) => alias.name)),
    );
    return [...names].flatMap((name) => this.resolve(index, name) ?? []);
  }

  #entityOf({ target }: Alias, index: number, depth: number): LinkedEntity | undefined {
    if (target.kind === "other" || depth > maxJoins) return undefined;
    if (target.kind === "entity") return this.#members.at(target.from);
    const [first = "", ...steps] = target.path.split(".");
    let entity = this.resolve(index, first, depth + 1)?.entity;
    for (const step of steps) {
      const member: Member | undefined = entity && this.#members.member(entity, step);
      entity = member && this.#members.behind(member);
    }
    return entity;
  }
}
