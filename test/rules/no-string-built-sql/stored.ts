import type { DataSource, MigrationInterface, QueryRunner, Repository } from "typeorm";
import { Post } from "../blog-model.ts";

export async function byTitleOf(posts: Repository<Post>, database: DataSource, id: number): Promise<void> {
  const post = await posts.findOneByOrFail({ id });
  await database.query(`SELECT id FROM post WHERE title = '${post.title}'`);
                                                          // ^^^^^^^^^^ warning: `post.title` was read from the database and is pasted into SQL as a value
  await database.query(`SELECT id FROM post WHERE id < ${post.id}`);
                                                      // ^^^^^^^ warning: `post.id` is pasted into SQL as a value
  const [row] = await database.query("SELECT title FROM post");
  await posts.createQueryBuilder("post").where(`post.title = '${row.title}'`).getMany();
                                                             // ^^^^^^^^^ warning: `row.title` was read from the database and is pasted into SQL as a value
}

export async function namesOfTables(database: DataSource, table: string): Promise<void> {
  const rows: { tablename: string }[] = await database.query("SELECT tablename FROM pg_tables");
  for (const { tablename } of rows) await database.query(`TRUNCATE "${tablename}"`);
  if (!rows.map((row) => row.tablename).includes(table)) throw new Error("no such table");
  await database.query(`TRUNCATE ${table}`);
}

export async function counted(posts: Repository<Post>, database: DataSource): Promise<void> {
  const half = await posts.count();
  await database.query(`SELECT id FROM post LIMIT ${half}`);
}

export class Renumber1700000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const row of await runner.query("SELECT id FROM post"))
      await runner.query(`UPDATE post SET position = 1 WHERE id = ${row.id}`);
  }
  async down(): Promise<void> {}
}
