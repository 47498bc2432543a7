import type { Repository } from "typeorm";
import type { Post } from "../blog-model.ts";

/** A criteria that is missing as a whole is refused at run time. */
export async function remove(posts: Repository<Post>, id: number): Promise<void> {
  await posts.delete(id);
}
