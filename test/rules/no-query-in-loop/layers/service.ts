import type { PostStore } from "./posts.ts";

/** Stands between those who ask and the store. */
export class PostService {
  constructor(private readonly store: PostStore) {}

  async title(id: number): Promise<string> {
    const post = await this.store.byId(id);
    return post?.title ?? "";
  }
}
