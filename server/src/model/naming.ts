import { type Fact, known } from "../base/index.ts";

/**
 * Naming strategies that ormlint can apply. `default`: TypeORM's `DefaultNamingStrategy`.
 * `snake`: `SnakeNamingStrategy` of the package `typeorm-naming-strategies`, and classes that work alike.
 */
export type NamingStrategyName = "default" | "snake";

/**
 * The name that a class or property gets under each strategy. One file does not know the strategy
 * (a connection elsewhere names it), so a name that nobody wrote is Unknown there and has this beside it.
 */
export type DerivedName = Readonly<Record<NamingStrategyName, string>>;

/**
 * The name in the database once the project's strategy is known.
 * @param name as the file says: Known when it is written
 * @param derived what the strategies make of the class's or property's name
 */
export function nameUnder(
  name: Fact<string>,
  derived: DerivedName | undefined,
  strategy: Fact<NamingStrategyName>,
): Fact<string> {
  if (name.known || !derived) return name;
  return strategy.known ? known(derived[strategy.value]) : strategy;
}

/** Table of a class that names none. Both strategies agree. */
export function derivedTableName(className: string): DerivedName {
  return { default: snakeCase(className), snake: snakeCase(className) };
}

/** Column of a property that names none, outside of embedding. */
export function derivedColumnName(property: string): DerivedName {
  return { default: property, snake: snakeCase(property) };
}

/**
 * Column of an embedded property.
 * @param prefixes of the embeddings around it, outermost first, empty ones left out
 * @param column the written name, or the name derived for the property alone
 */
export function embeddedColumnName(
  strategy: NamingStrategyName,
  prefixes: readonly string[],
  column: string,
): string {
  if (prefixes.length === 0) return column;
  const prefix = prefixes.join("_");
  return strategy === "snake"
    ? `${snakeCase(`${prefix}_`)}${column}`
    : `${camelCase(prefix)}${titleCase(column)}`;
}

/** Foreign key column of a relation that names none: one for each referenced column. */
export function joinColumnName(
  strategy: NamingStrategyName,
  relationProperty: string,
  referencedProperty: string,
): string {
  const joined = `${relationProperty}_${referencedProperty}`;
  return strategy === "snake" ? snakeCase(joined) : camelCase(joined);
}

/** Join table of a many-to-many relation that names none. Both strategies agree. */
export function joinTableName(
  ownerTable: string,
  ownerProperty: string,
  targetTable: string,
): string {
  return snakeCase(`${ownerTable}_${ownerProperty.replaceAll(".", "_")}_${targetTable}`);
}

/** `UserPost` and `userPost` give `user_post`; `HTTPServer` gives `http_server`. */
export function snakeCase(text: string): string {
  return text.replace(/(?<=[A-Z])(?=[A-Z][a-z])|(?<=[a-z0-9])(?=[A-Z])/g, "_").toLowerCase();
}

/** `user_id` and `User_id` give `userId`. */
export function camelCase(text: string): string {
  const joined = text.replace(/[\s_-](\w)/g, (_, letter: string) => letter.toUpperCase());
  return joined.replace(/^[A-Z]/, (letter) => letter.toLowerCase());
}

/** First letter of each word upper case, all others lower case, as TypeORM does: `firstName` gives `Firstname`. */
function titleCase(text: string): string {
  return text.replace(
    /\w\S*/g,
    (word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase(),
  );
}
