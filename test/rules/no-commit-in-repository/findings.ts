import { type DataSource, type QueryRunner, Repository } from "typeorm";
import { Propagation, Transactional } from "typeorm-transactional";
import { Post, User } from "../blog-model.ts";

export class PostRepository extends Repository<Post> {
  async publish(id: number): Promise<void> {
    await this.manager.transaction(async (manager) => {
                    // ^^^^^^^^^^^ warning: PostRepository.publish runs a transaction with EntityManager.transaction
      await manager.update(Post, id, { position: 1 });
    });
  }
}

export class UserDao {
  constructor(private readonly database: DataSource) {}

  async rename(id: number, name: string): Promise<void> {
    const runner = this.database.createQueryRunner();
    await runner.connect();
    await runner.startTransaction();
              // ^^^^^^^^^^^^^^^^ warning: UserDao.rename begins a transaction
    try {
      await runner.manager.update(User, id, { name });
      await runner.commitTransaction();
    } catch (error) {
      await runner.rollbackTransaction();
      throw error;
    } finally {
      await runner.release();
    }
  }
}

export class TagRepository {
  constructor(private readonly database: DataSource) {}

  @Transactional({ propagation: Propagation.REQUIRES_NEW })
// ^^^^^^^^^^^^^ warning: TagRepository.apart runs a transaction with @Transactional
  async apart(id: number): Promise<void> {
    await this.database.manager.update(Post, id, { position: 1 });
  }

  async finish(runner: QueryRunner): Promise<void> {
    await runner.commitTransaction();
              // ^^^^^^^^^^^^^^^^^ warning: TagRepository.finish commits a transaction with QueryRunner.commitTransaction
  }

  async renumber(ids: number[], place: (id: number) => number): Promise<void> {
    await this.database.transaction(async (manager) => {
                     // ^^^^^^^^^^^ warning: TagRepository.renumber runs a transaction with DataSource.transaction
      for (const id of ids) await manager.update(Post, id, { position: place(id) });
    });
  }
}
