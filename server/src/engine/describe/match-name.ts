/** Whole names, beginnings, and beginnings of words inside; letter scores stay below. */
const WHOLE = 3000;
const BEGINNING = 2000;
const WORD = 1000;

/**
 * How well a name answers a query whose letters it contains in their order, whatever their case.
 * Better: the whole name, its beginning, a word's beginning, letters that begin words or follow each
 * other; then short names.
 * @returns `undefined` when the letters are not all there; larger is better
 */
export function matchName(query: string, name: string): number | undefined {
  if (query === "") return 0;
  const wanted = query.toLowerCase();
  const lower = name.toLowerCase();
  if (lower === wanted) return name === query ? WHOLE + 1 : WHOLE;
  const short = -name.length / 100;
  if (lower.startsWith(wanted)) return BEGINNING + short;
  if (beginsWord(wanted, lower, name)) return WORD + short;
  const best = bestScore(wanted, lower, name);
  return best === undefined ? undefined : best + short;
}

function beginsWord(wanted: string, lower: string, name: string): boolean {
  for (let at = lower.indexOf(wanted); at !== -1; at = lower.indexOf(wanted, at + 1))
    if (startsWord(name, at)) return true;
  return false;
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
