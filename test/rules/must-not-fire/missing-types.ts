// @ts-nocheck
import { Database, Repository } from "a-package-that-is-not-installed";
import { manager } from "./a-file-that-does-not-exist";

export class PostRepository extends Repository {
  database = new Database();

  async prune(ids: any[], name?: string) {
    await this.manager.transaction(async (inner) => {
      await inner.delete("post", {});
    });
    for (const id of ids) {
      const post = await this.findOneBy({ id, name });
      post.author.name.trim();
      await this.save(post);
      await manager.query(`DELETE FROM post WHERE id = ${id}`);
    }
    this.delete({});
    manager.createQueryBuilder().delete().execute();
    return this.find({ skip: 10, take: 10 });
  }
}
