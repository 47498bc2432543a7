import type { Repository } from "typeorm";
import type { Tag } from "../blog-model.ts";

export async function saveAll(tags: Repository<Tag>, changed: Tag[]): Promise<void> {
  await tags.save(changed);
}

export async function removeAll(tags: Repository<Tag>, old: Tag[]): Promise<void> {
  await tags.remove(old);
}
