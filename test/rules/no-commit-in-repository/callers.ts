import type { DataSource, EntityManager, QueryRunner } from "typeorm";
import { Transactional } from "typeorm-transactional";
import { Post } from "../blog-model.ts";

export class PostRepository {
  constructor(private readonly database: DataSource) {}

  /** Joins the transaction of its caller. */
  @Transactional()
  async publish(id: number): Promise<void> {
    await this.database.manager.update(Post, id, { position: 1 });
  }

  async hide(id: number, manager?: EntityManager): Promise<void> {
    const work = (current: EntityManager) => current.update(Post, id, { position: 0 });
    await (manager ? work(manager) : this.database.transaction(work));
  }

  async move({ id, manager }: { id: number; manager: EntityManager }): Promise<void> {
    await manager.transaction((nested) => nested.update(Post, id, { position: 2 }));
  }

  async remove(id: number, given?: QueryRunner): Promise<void> {
    const runner = given ?? this.database.createQueryRunner();
    if (!given) await runner.startTransaction();
    await runner.manager.delete(Post, id);
    if (!given) await runner.commitTransaction();
  }

  async within<T>(work: (posts: PostRepository) => Promise<T>): Promise<T> {
    return this.database.transaction(async (manager) => {
      const posts = new PostRepository(manager.connection);
      return work(posts);
    });
  }

  async byHand<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    const runner = this.database.createQueryRunner();
    await runner.startTransaction();
    try {
      const result = await work(runner.manager);
      await runner.commitTransaction();
      return result;
    } catch (error) {
      await runner.rollbackTransaction();
      throw error;
    }
  }
}
