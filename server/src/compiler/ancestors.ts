import { TypeFlags } from "typescript/async";
import type { TypeView } from "./type-view.ts";

/** Longer chains of classes do not occur; a type that unfolds without end stops here. */
const deepest = 64;

/**
 * The type itself or its nearest base that a package declares under one of the given names, with
 * its type arguments: `Repository<Post>` for a class derived from `Repository` of "typeorm".
 *
 * Looks through intersections, through type parameters and `this` (by what they extend), and
 * through `| null | undefined`. A union of several types has no ancestor, even when each of its
 * members has one.
 *
 * Remembered for the life of the snapshot.
 *
 * @param names of the classes or interfaces as the package declares them
 */
export function ancestorIn(
  type: TypeView,
  packageName: string,
  names: readonly string[],
): Promise<TypeView | undefined> {
  if (!mayHaveAncestor(type)) return Promise.resolve(undefined);
  return type.checker.remember(`ancestor ${type.id} ${packageName} ${names.join()}`, () =>
    search(type, packageName, new Set(names)),
  );
}

async function search(
  type: TypeView,
  packageName: string,
  names: ReadonlySet<string>,
): Promise<TypeView | undefined> {
  const seen = new Set<number>();
  let level: readonly TypeView[] = [type];
  for (let depth = 0; depth < deepest && level.length > 0; depth++) {
    const candidates = level.filter((each) => !seen.has(each.id) && mayHaveAncestor(each));
    for (const candidate of candidates) seen.add(candidate.id);
    const steps = await Promise.all(candidates.map((each) => step(each, packageName, names)));
    const found = steps.find((each) => each.matches);
    if (found) return found.type;
    level = steps.flatMap((each) => each.above);
  }
  return undefined;
}

interface Step {
  readonly type: TypeView;
  readonly matches: boolean;
  /** What to look at next. */
  readonly above: readonly TypeView[];
}

async function step(
  type: TypeView,
  packageName: string,
  names: ReadonlySet<string>,
): Promise<Step> {
  if (type.has(TypeFlags.Union)) {
    const parts = await type.parts();
    const present = parts.filter((each) => !each.has(TypeFlags.Null | TypeFlags.Undefined));
    return { type, matches: false, above: present.length === 1 ? present : [] };
  }
  if (type.has(TypeFlags.Intersection)) {
    return { type, matches: false, above: await type.intersected() };
  }
  if (type.has(TypeFlags.Instantiable)) {
    const constraint = await type.constraint();
    return { type, matches: false, above: constraint ? [constraint] : [] };
  }
  const [symbol, bases] = await Promise.all([type.symbol(), type.baseTypes()]);
  const matches =
    symbol !== undefined && names.has(symbol.name) && symbol.isDeclaredIn(packageName);
  return { type, matches, above: bases };
}

function mayHaveAncestor(type: TypeView): boolean {
  return type.has(
    TypeFlags.Object | TypeFlags.Union | TypeFlags.Intersection | TypeFlags.Instantiable,
  );
}
