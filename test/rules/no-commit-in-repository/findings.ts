import { type DataSource, Repository } from "typeorm";
import { Post, User } from "../blog-model.ts";

export class PostRepository extends Repository<Post> {
  async publish(id: number): Promise<void> {
    await this.manager.transaction(async (manager) => {
      //               ^^^^^^^^^^^ warning: PostRepository.publish runs a transaction with EntityManager.transaction
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
    //           ^^^^^^^^^^^^^^^^ warning: UserDao.rename begins a transaction
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
