import type { DataSource } from "typeorm";
import { current, escapeLike, escapeName, TABLES } from "./names-elsewhere.ts";

export class PostStatements {
  private static readonly COLUMNS = ["id", "title"];

  constructor(private readonly database: DataSource) {}

  list(ids: number[]): Promise<unknown> {
    const marks = Array(ids.length).fill("?").join(", ");
    return this.database.query(
      `SELECT ${PostStatements.COLUMNS.join(", ")} FROM ${TABLES.posts} WHERE id IN (${marks})`,
      ids,
    );
  }

  beyond(): Promise<unknown> {
    return this.database.query(`SELECT id FROM post WHERE id < ${Number.MAX_SAFE_INTEGER}`);
  }

  escaped(column: string): Promise<unknown> {
    return this.database.query(`SELECT ${escapeName(column)} FROM post`);
  }

  elsewhere(): Promise<unknown> {
    return this.database.query(`SELECT id FROM ${current.table}`);
  }

  alike(title: string): Promise<unknown> {
    return this.database.query(`SELECT id FROM post WHERE title LIKE $1`, [`%${escapeLike(title)}%`]);
  }

  byTitle(title: string): Promise<unknown> {
    const sql = this.statement(title);
    return this.database.query(sql);
  }

  private statement(title: string): string {
    return `SELECT id FROM post WHERE title = '${title}'`;
  }
}
