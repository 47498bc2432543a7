import { DataSource } from "typeorm";

export const database = new DataSource({ type: "mysql", url: process.env.DATABASE_URL });

export async function find(title: string, author: string): Promise<void> {
  await database.query(`SELECT id FROM post WHERE title = '${title}' AND author = '${author}'`);
                                                          // ^^^^^ error: `title` is pasted into SQL as a value
}
