import type { DataSource, QueryRunner, Repository } from "typeorm";
import { Post, User } from "../blog-model.ts";

export async function builders(database: DataSource): Promise<void> {
  await database.createQueryBuilder().delete().from(Post).execute();
  //                                                      ^^^^^^^ error: deletes every row of Post
  await database.createQueryBuilder().update(User).set({ name: "" }).execute();
  //                                                                 ^^^^^^^ error: changes every row of User
  await database.getRepository(Post).createQueryBuilder().softDelete().execute();
  //                                                                   ^^^^^^^ error: SoftDeleteQueryBuilder.execute has no condition
}

export async function raw(runner: QueryRunner, posts: Repository<Post>): Promise<void> {
  await runner.query("DELETE FROM session");
  //                 ^^^^^^^^^^^^^^^^^^^^^ error: deletes every row of session
  await posts.query(`UPDATE audit.entry SET seen = (SELECT true WHERE 1 = 1)`);
  //                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: changes every row of audit.entry
}
