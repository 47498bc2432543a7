import { HOLE } from "../../sql/index.ts";

const before = new Set([" ", "=", "(", "\n", "\r", HOLE]);
const after = new Set([" ", "=", ")", ",", "\n", "\r", HOLE]);

/**
 * Whether the ORM puts the names of the database in place of a path of properties in an expression. It does so
 * only between these characters: `post.title<1`, or a path behind a tab, goes to the database as it is
 * written (TypeORM's `replacePropertyNamesForTheWholeQuery`).
 * @param start of the path in the text, with its alias
 * @param end of its last name
 */
export function isReplaced(text: string, start: number, end: number): boolean {
  return (
    (start === 0 || before.has(text.charAt(start - 1))) &&
    (end === text.length || after.has(text.charAt(end)))
  );
}
