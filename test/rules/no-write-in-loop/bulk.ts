import type { Repository } from "typeorm";
import type { Tag } from "../blog-model.ts";

export async function saveAll(tags: Repository<Tag>, changed: Tag[]): Promise<void> {
  for (const tag of changed) {
    await tags.save(tag);
            // ^^^^ warning: Repository.save of Tag
  }
}

export async function removeAll(tags: Repository<Tag>, old: Tag[]): Promise<void> {
  for (const tag of old) await tags.remove(tag);
                                 // ^^^^^^ warning: Repository.remove of Tag
}
