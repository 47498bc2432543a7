import { factValue } from "../base/index.ts";
import { fillRewrite, type Operation, type PropertyRead } from "../model/index.ts";
import type { LinkedEntity, Project } from "../project/project.ts";
import { defineRule, type FixOffer } from "./support/define-rule.ts";
import { mayBeLoaded, type RelationOnPath, relationsAlong } from "./support/relation-path.ts";

/**
 * A relation is read on rows whose query did not load it.
 *
 * The property is declared, so the compiler is content, but at run time it is `undefined`: reading on
 * throws, and passing it on looks like a row that has no such relation. Load the relation in the query
 * that yields the rows.
 *
 * The rule follows rows through variables, destructuring, callbacks and functions of the same file. It
 * is silent where a relation may have been loaded or assigned on the way, where the read allows for its
 * absence (`?.`, a check), for lazy relations, and for eager ones where the query minds them.
 *
 * ```ts bad typeorm
 * import { Column, Entity, ManyToOne, PrimaryGeneratedColumn, type Repository } from "typeorm";
 *
 * @Entity()
 * export class Author {
 *   @PrimaryGeneratedColumn()
 *   id!: number;
 *
 *   @Column({ length: 80 })
 *   name!: string;
 * }
 *
 * @Entity()
 * export class Book {
 *   @PrimaryGeneratedColumn()
 *   id!: number;
 *
 *   @ManyToOne(() => Author)
 *   author!: Author;
 * }
 *
 * export async function authorOf(books: Repository<Book>, id: number): Promise<string> {
 *   const book = await books.findOneByOrFail({ id });
 *   return book.author.name;
 * }
 * ```
 *
 * ```ts good typeorm
 * import { Column, Entity, ManyToOne, PrimaryGeneratedColumn, type Repository } from "typeorm";
 *
 * @Entity()
 * export class Author {
 *   @PrimaryGeneratedColumn()
 *   id!: number;
 *
 *   @Column({ length: 80 })
 *   name!: string;
 * }
 *
 * @Entity()
 * export class Book {
 *   @PrimaryGeneratedColumn()
 *   id!: number;
 *
 *   @ManyToOne(() => Author)
 *   author!: Author;
 * }
 *
 * export async function authorOf(books: Repository<Book>, id: number): Promise<string> {
 *   const book = await books.findOneOrFail({ where: { id }, relations: { author: true } });
 *   return book.author.name;
 * }
 * ```
 */
export default defineRule({
  name: "no-unloaded-relation",
  category: "loading",
  severity: "error",
  presets: ["recommended"],
  fix: "suggestion",
  requires: ["operations", "relations", "relation-loading"],
  options: {},
  messages: {
    throws:
      "{entity}.{relation} is undefined here, because {api} did not load it: reading on throws at run time. Add `{path}` to the relations that the query loads.",
    missing:
      "{entity}.{relation} is undefined here, because {api} did not load it, whatever its type says. Add `{path}` to the relations that the query loads.",
  },
  hooks: {
    operation(operation, { facts, project, report }) {
      const root = rootOf(operation, project);
      if (!root) return;
      const reported = new Set<string>();
      for (const read of inOrder(operation)) {
        const step = unloadedAt(read, operation, root, project);
        if (!step || reported.has(step.path)) continue;
        reported.add(step.path);
        const fix = addRelation(operation, step.path);
        const here = read.file === facts.file;
        report({
          at: here ? read.range : operation.at,
          message: read.access === "deref" ? "throws" : "missing",
          data: {
            entity: step.of.own.name,
            relation: step.relation.member.property,
            path: step.path,
            api: operation.api,
          },
          severity: read.access === "deref" ? "error" : "warning",
          related: [
            { file: facts.file, range: operation.at, message: "the query" },
            ...read.via.map(({ range, message }) => ({ file: facts.file, range, message })),
            ...(here ? [] : [{ file: read.file, range: read.range, message: "read here" }]),
          ],
          ...(fix && { fix }),
        });
      }
    },
  },
});

/** The entity of the rows, when it is certain what the query loads with them. */
function rootOf(operation: Operation, project: Project): LinkedEntity | undefined {
  const { kind, loads, result } = operation;
  const entity = factValue(operation.entity);
  if (kind !== "select" || entity === undefined || !result || result.shape === "raw")
    return undefined;
  if (!loads.complete.known || loads.selected?.known === false) return undefined;
  return project.entity(entity);
}

function inOrder(operation: Operation): readonly PropertyRead[] {
  return [...(operation.result?.reads ?? [])].sort((a, b) => a.range.start - b.range.start);
}

/** The relation that the last name of the path reads, when everything before it is loaded and it is not. */
function unloadedAt(
  read: PropertyRead,
  operation: Operation,
  root: LinkedEntity,
  project: Project,
): RelationOnPath | undefined {
  if (!read.certain || (read.access !== "deref" && read.access !== "value")) return undefined;
  const first = relationsAlong(root, read.path, project).find(
    (step) => !mayBeLoaded(step, operation.loads),
  );
  return first?.length === read.path.length ? first : undefined;
}

function addRelation(operation: Operation, path: string): FixOffer | undefined {
  const rewrite = operation.rewrites["add-relation"];
  const edits = rewrite ? fillRewrite(rewrite, { relation: path }) : [];
  if (edits.length === 0) return undefined;
  return { title: `Load ${path} with the query`, kind: "suggestion", edits: () => edits };
}
