import type { DataSource, Repository } from "typeorm";
import { Post } from "../blog-model.ts";

declare function log(error: unknown): void;

export class Counter {
  constructor(
    private readonly database: DataSource,
    private readonly posts: Repository<Post>,
  ) {}

  async awaited(id: number): Promise<void> {
    await this.posts.increment({ id }, "position", 1);
    const saving = this.posts.save({ id, title: "seen" });
    await saving;
  }

  returned(id: number): Promise<Post | null> {
    return this.posts.findOneBy({ id });
  }

  arrow = (id: number) => this.posts.delete(id);

  handled(id: number): void {
    this.posts.delete(id).catch(log);
    this.posts.increment({ id }, "position", 1).then(() => {}, log);
    void this.posts.restore(id);
  }

  async together(): Promise<void> {
    const jobs: Promise<unknown>[] = [];
    jobs.push(this.posts.count());
    await Promise.all([this.database.query("SELECT 1"), ...jobs]);
  }

  async inCallback(ids: number[]): Promise<void> {
    ids.forEach(async (id) => {
      await this.posts.delete(id);
    });
  }

  reused(): void {
    const query = this.posts.createQueryBuilder("post");
    query.where("post.position > 0");
    query.orderBy("post.id");
    log(query.getSql());
  }

  notAPromise(): void {
    this.posts.create({ title: "new" });
    this.posts.merge(new Post(), { title: "other" });
  }

  async transactions(id: number): Promise<void> {
    await this.database.transaction((manager) => manager.delete(Post, id));
    this.database.transaction((manager) => manager.delete(Post, id)).catch(log);
    void this.database.transaction((manager) => manager.delete(Post, id));
  }

  inTransaction(id: number): Promise<unknown> {
    return this.database.transaction((manager) => manager.delete(Post, id));
  }
}
