import { type DataSource, type EntityManager, type QueryRunner, Repository } from "typeorm";
import { Post } from "../blog-model.ts";

export class PostRepository extends Repository<Post> {
  async publish(id: number, manager: EntityManager): Promise<void> {
    await manager.update(Post, id, { position: 1 });
  }

  async withinRunner(id: number, runner: QueryRunner): Promise<void> {
    await runner.manager.update(Post, id, { position: 1 });
  }

  /** The work is the caller's, and so is the boundary. */
  async inTransaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.manager.transaction(work);
  }
}

export class PostService {
  constructor(
    private readonly database: DataSource,
    private readonly posts: PostRepository,
  ) {}

  async publish(id: number): Promise<void> {
    await this.database.transaction((manager) => this.posts.publish(id, manager));
  }
}

export class UnitOfWork {
  constructor(private readonly runner: QueryRunner) {}

  async commit(): Promise<void> {
    await this.runner.commitTransaction();
  }
}
