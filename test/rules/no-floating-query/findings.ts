import type { DataSource, Repository } from "typeorm";
import { Post } from "../blog-model.ts";

export class Counter {
  constructor(
    private readonly database: DataSource,
    private readonly posts: Repository<Post>,
  ) {}

  async dropped(id: number): Promise<void> {
    this.posts.increment({ id }, "position", 1);
    //         ^^^^^^^^^ error: Repository.increment of Post is dropped
    this.posts.save({ id, title: "seen" });
    //         ^^^^ error: Repository.save of Post
    this.database.query("SELECT 1");
    //            ^^^^^ error: DataSource.query
  }

  async builder(id: number): Promise<void> {
    this.posts.createQueryBuilder().delete().where("id = :id", { id }).execute();
    //                                                                 ^^^^^^^ error: dropped
  }

  notAsync(id: number): void {
    this.posts.delete(id);
    //         ^^^^^^ error: Repository.delete of Post
  }

  async transaction(id: number): Promise<void> {
    this.database.transaction(async (manager) => {
    //            ^^^^^^^^^^^ error: The promise of DataSource.transaction is dropped
      await manager.delete(Post, id);
    });
  }
}
