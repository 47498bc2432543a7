import type { DataSource, Repository } from "typeorm";
import { Post } from "../blog-model.ts";

export class Counter {
  constructor(
    private readonly database: DataSource,
    private readonly posts: Repository<Post>,
  ) {}

  async dropped(id: number): Promise<void> {
    await this.posts.increment({ id }, "position", 1);
    await this.posts.save({ id, title: "seen" });
    await this.database.query("SELECT 1");
  }

  async builder(id: number): Promise<void> {
    await this.posts.createQueryBuilder().delete().where("id = :id", { id }).execute();
  }

  notAsync(id: number): void {
    this.posts.delete(id);
  }

  async transaction(id: number): Promise<void> {
    this.database.transaction(async (manager) => {
      await manager.delete(Post, id);
    });
  }
}
