import type { Request } from "express";
import { Brackets, type DataSource, type MigrationInterface, type QueryRunner, Raw, type Repository } from "typeorm";
import { Post } from "../blog-model.ts";

const TABLE = "post";
const COLUMNS = { title: "post.title", id: "post.id" } as const;
const SORTABLE = ["title", "id"];
const STATEMENTS = ["CREATE EXTENSION citext", `VACUUM ${TABLE}`];

export async function constants(database: DataSource): Promise<void> {
  await database.query(`SELECT id FROM ${TABLE}`);
  for (const statement of STATEMENTS) await database.query(statement);
}

export async function bound(database: DataSource, names: string[]): Promise<void> {
  await database.query("SELECT id FROM post WHERE title = $1", [names[0]]);
  const marks = names.map((_, index) => `$${index + 1}`).join(", ");
  await database.query(`SELECT id FROM post WHERE title IN (${marks})`, names);
}

export async function numbers(database: DataSource, request: Request): Promise<void> {
  const page = Number(request.query.page);
  await database.query(`SELECT id FROM post LIMIT 10 OFFSET ${page * 10}`);
  await database.query(`SELECT id FROM post WHERE id = ${parseInt(String(request.query.id), 10)}`);
}

export async function lists(posts: Repository<Post>, key: keyof typeof COLUMNS, sort: string, direction: string) {
  const builder = posts.createQueryBuilder("post").orderBy(COLUMNS[key]);
  if (!SORTABLE.includes(sort)) throw new Error("unknown column");
  builder.addOrderBy(`post.${sort}`);
  builder.addOrderBy(`post.id ${direction === "asc" ? "ASC" : "DESC"}`);
  return builder.getMany();
}

export async function patterns(database: DataSource, request: Request): Promise<void> {
  const column = String(request.query.column);
  if (!/^[a-z_]+$/.test(column)) return;
  await database.query(`SELECT ${column} FROM post`);
  await database.query(`SELECT ${String(request.query.other).replace(/[^a-z_]/g, "")} FROM post`);
}

export async function metadata(database: DataSource, posts: Repository<Post>, alias: string): Promise<void> {
  await database.query(`TRUNCATE ${database.getMetadata(Post).tablePath}`);
  const inner = posts.createQueryBuilder("inner").select("inner.id");
  await posts
    .createQueryBuilder("post")
    .where(`post.id IN (${inner.getQuery()})`)
    .andWhere(`${alias}.id > :id`, { id: 1 })
    .andWhere(new Brackets((where) => where.where("post.id = 1").orWhere("post.id = 2")))
    .getMany();
  await posts.findBy({ title: Raw((column) => `lower(${column}) = :title`, { title: "a" }) });
  await posts.update(1, { title: () => "upper(title)" });
}

export class RenameColumns1700000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await this.rename(runner, "title", "name");
  }

  async down(runner: QueryRunner): Promise<void> {
    await this.rename(runner, "name", "title");
  }

  async rename(runner: QueryRunner, from: string, to: string): Promise<void> {
    await runner.query(`ALTER TABLE post RENAME COLUMN ${from} TO ${to}`);
  }
}

export async function checkedItems(database: DataSource, request: Request): Promise<void> {
  const ids = String(request.query.ids).split(",");
  const numbers = ids.filter((id) => /^\d+$/.test(id));
  await database.query(`SELECT id FROM post WHERE id IN (${numbers.join(",")})`);
  if (!ids.every((id) => SORTABLE.includes(id))) return;
  await database.query(`SELECT ${ids.join(", ")} FROM post`);
}
