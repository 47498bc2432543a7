import type { Repository } from "typeorm";
import type { Post } from "../blog-model.ts";

export async function written(posts: Repository<Post>, title: string): Promise<void> {
  await posts.insert({ title: () => `upper('${title}')` } as never);
                                           // ^^^^^ error: `title` is pasted into SQL as a value
  await posts.createQueryBuilder().update().set({ title: () => "upper(title)" } as never).where("id = 1").execute();
}
