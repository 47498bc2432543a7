import type { DataSource, EntityManager, Repository } from "typeorm";
import { Post, Tag, User } from "../blog-model.ts";

export class TagService {
  constructor(
    private readonly database: DataSource,
    private readonly tags: Repository<Tag>,
  ) {}

  async addAll(names: string[]): Promise<void> {
    for (const name of names) {
      await this.tags.insert({ name });
      //              ^^^^^^ warning: Repository.insert of Tag writes one row for each element of `names`
    }
  }

  async saveAll(tags: Tag[]): Promise<void> {
    await Promise.all(tags.map((tag) => this.tags.save(tag)));
    //                                            ^^^^ warning: Repository.save of Tag
  }

  async removeAll(ids: number[]): Promise<void> {
    for (const id of ids) await this.tags.delete(id);
    //                                    ^^^^^^ warning: Repository.delete of Tag
  }

  async archive(author: User, manager: EntityManager): Promise<void> {
    const posts = await manager.findBy(Post, { author: { id: author.id } });
    for (const post of posts) {
      post.title = `(archived) ${post.title}`;
      await manager.save(post);
      //            ^^^^ warning: EntityManager.save of Post
    }
  }

  async failureEndsAll(names: string[]): Promise<void> {
    for (const name of names) {
      try {
        await this.tags.insert({ name });
        //              ^^^^^^ warning: Repository.insert of Tag writes one row for each element of `names`
      } catch (error) {
        throw new Error(`no tag ${name}`, { cause: error });
      }
    }
  }
}
