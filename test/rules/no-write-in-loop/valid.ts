import { In, type DataSource, type EntityManager, type Repository } from "typeorm";
import { Comment, Post, Tag } from "../blog-model.ts";

declare function chunk<T>(all: readonly T[], size: number): T[][];

export class TagService {
  constructor(
    private readonly database: DataSource,
    private readonly tags: Repository<Tag>,
  ) {}

  async addAll(names: string[]): Promise<void> {
    await this.tags.insert(names.map((name) => ({ name })));
  }

  async saveInChunks(tags: Tag[]): Promise<void> {
    for (const part of chunk(tags, 1000)) await this.tags.save(part);
  }

  async removeAll(ids: number[]): Promise<void> {
    await this.tags.delete({ id: In(ids) });
  }

  async defaults(): Promise<void> {
    for (const name of ["news", "events"]) await this.tags.insert({ name });
  }

  async parentsBeforeChildren(titles: string[]): Promise<void> {
    await this.database.transaction(async (manager: EntityManager) => {
      for (const title of titles) {
        const post = await manager.save(Post, { title });
        await manager.insert(Comment, [{ post: { id: post.id }, text: "first" }]);
      }
    });
  }

  async insertedIds(names: string[]): Promise<Map<string, number>> {
    const ids = new Map<string, number>();
    for (const name of names) {
      const tag = await this.tags.save({ name });
      ids.set(name, tag.id);
    }
    return ids;
  }

  async oneFailureIsOne(names: string[]): Promise<void> {
    for (const name of names) {
      try {
        await this.tags.insert({ name });
      } catch (error) {
        console.error(name, error);
      }
    }
  }

  async failuresTaken(ids: number[]): Promise<void> {
    for (const id of ids) await this.tags.delete(id).catch(console.error);
  }

  async eachMustExist(ids: number[]): Promise<void> {
    for (const id of ids) {
      const { affected } = await this.tags.update({ id }, { name: "" });
      if (affected === 0) throw new Error(`no tag ${id}`);
    }
  }
}
