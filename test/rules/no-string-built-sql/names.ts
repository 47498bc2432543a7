import type { DataSource, Repository } from "typeorm";
import type { Post } from "../blog-model.ts";

export async function sorted(posts: Repository<Post>, sort: string): Promise<Post[]> {
  return posts.createQueryBuilder("post").orderBy(sort, "DESC").getMany();
                                               // ^^^^ warning: `sort` is pasted into SQL as a name and can be any text
}

export async function sortedByKey(posts: Repository<Post>, sort: string): Promise<Post[]> {
  return posts.createQueryBuilder("post").orderBy({ [sort]: "ASC" }).getMany();
                                                  // ^^^^ warning: `sort` is pasted into SQL as a name and can be any text
}

export async function directed(database: DataSource, column: string, direction: string): Promise<void> {
  await database.query(`SELECT id FROM post ORDER BY ${column} ${direction}`);
                                                    // ^^^^^^ warning: `column` is pasted into SQL as a name and can be any text
}

export function run(database: DataSource, sql: string): Promise<unknown> {
  return database.query(sql);
                     // ^^^ warning: `sql` is pasted into SQL as it is and can be any text
}
