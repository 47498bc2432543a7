import type { DataSource, Repository } from "typeorm";
import type { Post } from "../blog-model.ts";

export async function statements(database: DataSource, name: string, page: number): Promise<void> {
  await database.query(`SELECT id FROM users WHERE name = '${name}'`);
                                                          // ^^^^ error: `name` is pasted into SQL as a value
  await database.query(`SELECT id FROM users WHERE id = $1 AND name LIKE '%${name}%'`, [1]);
                                                                          // ^^^^ error: `name` is pasted into SQL as a value
  await database.query("SELECT id FROM users WHERE active = $1 AND name = '" + name + "'", [true]);
                                                                          // ^ error: `name` is pasted into SQL as a value
  await database.query(`SELECT id FROM users WHERE active = $1 LIMIT ${page}`, [true]);
                                                                    // ^^^^ warning: `page` is pasted into SQL as a value
  await database.query(`ALTER ROLE app PASSWORD '${name}'`);
                                                // ^^^^ error: `name` is pasted into SQL as a value
}

export async function builders(posts: Repository<Post>, title: string, ids: number[]): Promise<void> {
  const builder = posts.createQueryBuilder("post");
  builder.where(`post.title = '${title}'`);
                              // ^^^^^ error: `title` is pasted into SQL as a value
  builder.andWhere(`post.title LIKE '${title}%' AND post.id > :id`, { id: 1 });
                                    // ^^^^^ error: `title` is pasted into SQL as a value
  builder.andWhere(`post.id IN (${ids.join(",")})`);
                               // ^^^^^^^^^^^^^ error: `ids.join(",")` is pasted into SQL as a value
  builder.andWhere("post.title = '" + title + "'");
                                 // ^ error: `title` is pasted into SQL as a value
  await builder.getMany();
}

export async function built(database: DataSource, name: string, city: string): Promise<void> {
  let sql = "SELECT id FROM users WHERE 1 = 1";
  if (name) sql += ` AND name = '${name}'`;
                                // ^^^^ error: `name` is pasted into SQL as a value
  if (city) sql += " AND city = '" + city + "'";
  await database.query(sql);
}

export async function optional(database: DataSource, name?: string): Promise<void> {
  await database.query(`SELECT id FROM users ${name ? `WHERE name = '${name}'` : ""}`);
                                                                    // ^^^^ error: `name` is pasted into SQL as a value
}

export async function helper(database: DataSource, name: string): Promise<void> {
  await database.query(`SELECT id FROM users WHERE ${equals("name", name)}`);
}

function equals(column: string, value: string): string {
  return `${column} = '${value}'`;
                      // ^^^^^ error: `value` is pasted into SQL as a value
}
