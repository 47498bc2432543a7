import type { DataSource, Repository } from "typeorm";
import type { Post } from "../blog-model.ts";

export async function statements(database: DataSource, name: string, page: number): Promise<void> {
  await database.query(`SELECT id FROM users WHERE name = $1`, [name]);
  await database.query(`SELECT id FROM users WHERE id = $1 AND name LIKE $2`, [1, `%${name}%`]);
  await database.query("SELECT id FROM users WHERE active = $1 AND name = $2", [true, name]);
  await database.query(`SELECT id FROM users WHERE active = $1 LIMIT $2`, [true, page]);
  await database.query(`ALTER ROLE app PASSWORD '${name}'`);
}

export async function builders(posts: Repository<Post>, title: string, ids: number[]): Promise<void> {
  const builder = posts.createQueryBuilder("post");
  builder.where(`post.title = :title`, { title });
  builder.andWhere(`post.title LIKE :title2 AND post.id > :id`, { id: 1, title2: `${title}%` });
  builder.andWhere(`post.id IN (:...ids)`, { ids });
  builder.andWhere("post.title = :title3", { title3: title });
  await builder.getMany();
}

export async function built(database: DataSource, name: string, city: string): Promise<void> {
  let sql = "SELECT id FROM users WHERE 1 = 1";
  if (name) sql += ` AND name = '${name}'`;
  if (city) sql += " AND city = '" + city + "'";
  await database.query(sql);
}

export async function optional(database: DataSource, name?: string): Promise<void> {
  await database.query(`SELECT id FROM users ${name ? `WHERE name = '${name}'` : ""}`);
}

export async function helper(database: DataSource, name: string): Promise<void> {
  await database.query(`SELECT id FROM users WHERE ${equals("name", name)}`);
}

function equals(column: string, value: string): string {
  return `${column} = '${value}'`;
}
