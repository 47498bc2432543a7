import type { Repository } from "typeorm";
import type { Tag } from "../../blog-model.ts";

export class TagStore {
  constructor(private readonly tags: Repository<Tag>) {}

  async add(name: string): Promise<void> {
    await this.tags.insert({ name });
  }

  async create(name: string): Promise<Tag> {
    return this.tags.save({ name });
  }

  async addOnce(name: string): Promise<void> {
    if (!(await this.tags.existsBy({ name }))) await this.tags.insert({ name });
  }

  async addAll(names: string[]): Promise<void> {
    await this.tags.insert(names.map((name) => ({ name })));
  }
}
