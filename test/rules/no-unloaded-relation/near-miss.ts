interface Author {
  name: string;
}

interface Post {
  id: number;
  author: Author;
  comments: { text: string }[];
}

/** Keeps posts in memory, with everything that belongs to them. */
class PostStore {
  readonly #posts = new Map<number, Post>();

  async findOneByOrFail(criteria: { id: number }): Promise<Post> {
    const post = this.#posts.get(criteria.id);
    if (!post) throw new Error(`no post ${criteria.id}`);
    return post;
  }

  async find(_options: { take: number }): Promise<Post[]> {
    return [...this.#posts.values()];
  }
}

export async function authorOf(posts: PostStore, id: number): Promise<string> {
  const post = await posts.findOneByOrFail({ id });
  return post.author.name;
}

export async function commentCounts(posts: PostStore): Promise<number[]> {
  const found = await posts.find({ take: 10 });
  return found.map((post) => post.comments.length);
}
