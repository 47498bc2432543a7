/**
 * How well a name answers a query whose letters it contains in their order, whatever their case.
 * Better: the whole name, its beginning, beginnings of words, letters next to each other, short names.
 * @returns `undefined` when the letters are not all there; larger is better
 */
export function matchName(query: string, name: string): number | undefined {
  if (query === "") return 0;
  const wanted = query.toLowerCase();
  const lower = name.toLowerCase();
  if (lower === wanted) return name === query ? 1001 : 1000;
  const best = bestScore(wanted, lower, name);
  if (best === undefined) return undefined;
  const start = lower.startsWith(wanted) ? 500 : lower.includes(wanted) ? 200 : 0;
  return start + best - name.length / 100;
}

/** The best sum over all ways to find the letters; each letter scores by where it stands. */
function bestScore(wanted: string, lower: string, name: string): number | undefined {
  let previous: (number | undefined)[] = [];
  for (let index = 0; index < wanted.length; index++) {
    const current: (number | undefined)[] = [];
    let before: number | undefined;
    for (let at = 0; at < lower.length; at++) {
      // `before`: the best score of the letters so far that ends somewhere before `at`.
      const base = index === 0 ? 0 : before;
      const adjacent = at > 0 ? previous[at - 1] : undefined;
      if (lower[at] === wanted[index]) {
        const own = startsWord(name, at) ? 10 : 1;
        const loose = base === undefined ? undefined : base + own;
        const tight = index > 0 && adjacent !== undefined ? adjacent + own + 5 : undefined;
        current[at] = larger(loose, tight);
      }
      before = larger(before, index > 0 ? previous[at] : undefined);
    }
    previous = current;
  }
  return previous.reduce<number | undefined>(larger, undefined);
}

function larger(a: number | undefined, b: number | undefined): number | undefined {
  if (a === undefined) return b;
  return b === undefined ? a : Math.max(a, b);
}

/** `P` of `blogPost`, `p` of `blog_post` and of `blog.post`. */
function startsWord(name: string, at: number): boolean {
  const before = name[at - 1];
  if (before === undefined) return true;
  if (/[^\p{L}\p{N}]/u.test(before)) return true;
  return /\p{Lu}/u.test(name[at] ?? "") && !/\p{Lu}/u.test(before);
}
