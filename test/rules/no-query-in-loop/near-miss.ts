/** A client of a service over HTTP, with method names like a repository's. */
class PostClient {
  async findOneBy(criteria: { id: number }): Promise<{ title: string }> {
    const response = await fetch(`https://example.org/posts/${criteria.id}`);
    return (await response.json()) as { title: string };
  }

  async count(_criteria: object): Promise<number> {
    return 0;
  }

  async query(text: string, _values: unknown[]): Promise<string> {
    return text;
  }
}

export async function titles(posts: PostClient, ids: number[]): Promise<string[]> {
  const found: string[] = [];
  for (const id of ids) {
    const { title } = await posts.findOneBy({ id });
    found.push(title, String(await posts.count({ id })), await posts.query("SELECT 1", [id]));
  }
  return found;
}
