/** What an array method gives back, as far as the rows in the array are concerned. */
export type ArrayResult = "same" | "element" | "callback" | "entries" | "nothing";

/** Methods and properties of arrays. Absent: not one of an array. */
export const arrayMembers: ReadonlyMap<string, ArrayResult> = new Map<string, ArrayResult>([
  ["filter", "same"],
  ["slice", "same"],
  ["sort", "same"],
  ["reverse", "same"],
  ["concat", "same"],
  ["splice", "same"],
  ["flat", "same"],
  ["toSorted", "same"],
  ["toReversed", "same"],
  ["toSpliced", "same"],
  ["with", "same"],
  ["values", "same"],
  ["find", "element"],
  ["findLast", "element"],
  ["at", "element"],
  ["pop", "element"],
  ["shift", "element"],
  ["map", "callback"],
  ["flatMap", "callback"],
  ["entries", "entries"],
  ["keys", "nothing"],
  ["forEach", "nothing"],
  ["some", "nothing"],
  ["every", "nothing"],
  ["findIndex", "nothing"],
  ["findLastIndex", "nothing"],
  ["reduce", "nothing"],
  ["reduceRight", "nothing"],
  ["includes", "nothing"],
  ["indexOf", "nothing"],
  ["lastIndexOf", "nothing"],
  ["join", "nothing"],
  ["push", "nothing"],
  ["unshift", "nothing"],
  ["length", "nothing"],
]);

/** Positions of the elements among the parameters of a callback. */
export function elementParameters(method: string): readonly number[] {
  if (method === "sort" || method === "toSorted") return [0, 1];
  return method === "reduce" || method === "reduceRight" ? [1] : [0];
}
