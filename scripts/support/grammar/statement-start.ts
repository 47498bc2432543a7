/** `words` in either case. */
function anyCase(words: string): string {
  return `(?i:${words})`;
}

/** A name, with or without quotes (which a string may have to escape), or a hole that stands for one. */
const name = "(?:[\\w.$]|\\\\?[\"'`]|\\$\\{[^}]*\\})+";

/** What may follow `select`: never two plain words, which would be a sentence. */
const selection = [
  "(?:distinct|all|case|exists|not|null|true|false|cast|count|coalesce)\\b",
  "[*\\d'\"(\\[:?@$\\\\]",
  "[\\w.]+\\s*(?:[,.(:+|]|$|as\\b|from\\b|into\\b)",
  ".*\\bfrom\\b",
].join("|");

/** Kinds of objects that definitions are about. */
const object =
  "(?:temp(?:orary)?\\s+|unlogged\\s+|unique\\s+|materialized\\s+|recursive\\s+|global\\s+|local\\s+|or\\s+replace\\s+|foreign\\s+|event\\s+)*" +
  "(?:table|view|index|schema|sequence|type|domain|extension|function|procedure|trigger|role|user|database|policy|publication|subscription|server|aggregate|collation|column|constraint|rule|language|owned)\\b";

/** How statements begin that are told from prose by their first words, in either case. */
const shaped = [
  `select(?:\\s*$|\\s+(?:${selection}))`,
  `insert\\s+(?:or\\s+\\w+\\s+|ignore\\s+)?into\\b`,
  `replace\\s+into\\b`,
  `merge\\s+into\\b`,
  `update\\s+(?:only\\s+)?${name}\\s*(?:$|(?:as\\s+)?\\w*\\s*\\bset\\b)`,
  `delete\\s+from\\b`,
  `with\\s+(?:recursive\\s+)?${name}\\s*(?:\\([^)]*\\)\\s*)?as\\b`,
  `(?:create|alter|drop)\\s+${object}`,
  "comment\\s+on\\s+(?:table|column|index|view|schema|function|constraint|type)\\b",
  `truncate\\s+(?:table\\b|${name}\\s*(?:$|[,;"'\`]|restart\\b|cascade\\b))`,
  `explain\\s+(?:\\(|analy[sz]e\\b|verbose\\b|query\\b|select\\b|insert\\b|update\\b|delete\\b|with\\b)`,
  "set\\s+(?:local|session|transaction|constraints|role)\\b",
  "(?:start|begin)\\s+transaction\\b",
  "rollback\\s+to\\b",
  "release\\s+savepoint\\b",
  "refresh\\s+materialized\\b",
  "lock\\s+table\\b",
  "values\\s*\\(",
  "do\\s+\\$\\w*\\$",
  "grant\\s+(?:select|insert|update|delete|all|usage|execute)\\b",
  "revoke\\s+(?:select|insert|update|delete|all|usage|execute)\\b",
  "pragma\\s+\\w+",
].join("|");

/** Words that are a statement of their own where they are written in capitals. */
const alone = "BEGIN|COMMIT|ROLLBACK|VACUUM|ANALYZE|CHECKPOINT|ABORT";

/** Words that begin a statement where they are written in capitals and more follows. */
const capitals =
  "SELECT|INSERT|UPDATE|DELETE|WITH|SAVEPOINT|TRUNCATE|EXPLAIN|REINDEX|LISTEN|UNLISTEN|NOTIFY|COPY|CALL|LOCK|SHOW|DECLARE|FETCH|MERGE|REPLACE|VALUES|DISCARD|RELEASE|SET|RESET|EXECUTE|PREPARE|DEALLOCATE|START TRANSACTION";

/**
 * Matches where a text begins like an SQL statement or with an SQL comment. Stands after leading space.
 * Prose ("select a plan"), a single small word ("update") and other query languages do not match.
 */
export const statementStart = `(?:\\(\\s*)*(?:--|/\\*|(?:${alone})\\b|(?:${capitals})\\b(?!\\s*[:=])(?=\\s+\\S|\\s*$|\\\\[nrt]|\\()|${anyCase(shaped)})`;

/** Matches where a text goes on with a clause, as after a hole that holds the statement's beginning. */
export const clauseStart =
  "(?:(?:WHERE|FROM|JOIN|(?:LEFT|RIGHT|INNER|FULL|CROSS)\\s+(?:OUTER\\s+)?JOIN|ORDER|GROUP|HAVING|LIMIT|OFFSET|UNION|EXCEPT|INTERSECT|RETURNING|AND|OR|VALUES|SET|ON|INTO|AS|FOR)\\b" +
  "|(?i:(?:order|group)\\s+by|union\\s+(?:all\\s+)?select|left\\s+join|inner\\s+join)\\b)";

/**
 * Matches where a text up to its closing quote (one of `"'\``) holds a comparison with a placeholder or with null:
 * a condition in SQL, and no name of a column.
 */
export const condition =
  "[^\"'`]*?(?:(?:[<>!]?=|<>|[<>]|\\b(?i:in|i?like|between|any)\\b)\\s*\\(?\\s*(?::(?:\\.\\.\\.)?[A-Za-z_]|\\$\\d|\\?)|\\b(?i:is\\s+(?:not\\s+)?null)\\b|\\b(?i:exists)\\s*\\()";
