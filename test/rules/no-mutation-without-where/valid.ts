import { type DataSource, LessThan, type QueryRunner, type Repository } from "typeorm";
import { Post, User } from "../blog-model.ts";

export async function conditions(database: DataSource, posts: Repository<Post>): Promise<void> {
  await database.createQueryBuilder().delete().from(Post).where("id < :id", { id: 10 }).execute();
  await database.createQueryBuilder().update(User).set({ name: "" }).whereInIds([1, 2]).execute();
  await posts.delete({ id: LessThan(10) });
  await posts.update(7, { title: "moved" });
  await posts.softDelete([1, 2, 3]);
}

export async function explicit(posts: Repository<Post>): Promise<void> {
  await posts.clear();
  await posts.deleteAll();
  await posts.updateAll({ position: 0 });
}

export async function built(database: DataSource, older: boolean): Promise<void> {
  const query = database.createQueryBuilder().delete().from(Post);
  if (older) query.where("position < 10");
  else query.where("position >= 10");
  await query.execute();
}

export async function raw(runner: QueryRunner, table: string): Promise<void> {
  await runner.query("DELETE FROM session WHERE expires < now()");
  await runner.query("DELETE FROM session WHERE true");
  await runner.query("TRUNCATE session");
  await runner.query("INSERT INTO log (text) VALUES ('delete from log')");
  await runner.query("DELETE FROM post USING author_ban b LIMIT 5");
  await runner.query(`DELETE FROM ${table}`);
}
