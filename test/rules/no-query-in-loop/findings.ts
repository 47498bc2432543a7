import type { DataSource, Repository } from "typeorm";
import { Comment, Post, User } from "../blog-model.ts";

export async function overParameter(users: Repository<User>, ids: number[]): Promise<User[]> {
  const found: User[] = [];
  for (const id of ids) {
    found.push(await users.findOneByOrFail({ id }));
    //                     ^^^^^^^^^^^^^^^ warning: Repository.findOneByOrFail of User runs once for each element of `ids`
  }
  return found;
}

export class Digest {
  constructor(
    private readonly database: DataSource,
    private readonly posts: Repository<Post>,
  ) {}

  async overRows(): Promise<number> {
    const comments = this.database.getRepository(Comment);
    let total = 0;
    for (const post of await this.posts.find({ take: 50, order: { id: "ASC" } })) {
      total += await comments.countBy({ post: { id: post.id } });
      //                      ^^^^^^^ warning: Repository.countBy of Comment
    }
    return total;
  }

  async concurrently(authors: User[]): Promise<Post[][]> {
    return Promise.all(authors.map((author) => this.posts.findBy({ author: { id: author.id } })));
    //                                                    ^^^^^^ warning: each element of `authors`
  }

  async built(ids: readonly number[]): Promise<void> {
    for (let index = 0; index < ids.length; index++) {
      const post = await this.posts
        .createQueryBuilder("post")
        .where("post.id = :id", { id: ids[index] })
        .getOne();
      // ^^^^^^ warning: once for each turn of the loop while `index < ids.length`
      console.log(post?.title);
    }
  }

  async raw(ids: Set<number>): Promise<void> {
    for (const id of ids) {
      const rows = await this.database.query("SELECT title FROM post WHERE id = $1", [id]);
      //                               ^^^^^ warning: DataSource.query
      console.log(rows);
    }
  }

  async throughHelper(ids: number[]): Promise<string[]> {
    const titles: string[] = [];
    for (const id of ids) {
      titles.push(await this.titleOf(id));
      //                     ^^^^^^^ warning: runs Repository.findOneByOrFail of Post once for each element of `ids`
    }
    return titles;
  }

  private async titleOf(id: number): Promise<string> {
    return (await this.posts.findOneByOrFail({ id })).title;
  }

  async filledIn(posts: Post[]): Promise<void> {
    const users = this.database.getRepository(User);
    for (const post of posts) {
      if (!post.author) post.author = await users.findOneByOrFail({ id: post.position });
      //                                          ^^^^^^^^^^^^^^^ warning: Repository.findOneByOrFail of User
    }
  }

  async collected(ids: number[]): Promise<Map<number, Post>> {
    const byId = new Map<number, Post>();
    for (const id of ids) byId.set(id, await this.posts.findOneByOrFail({ id }));
    //                                                  ^^^^^^^^^^^^^^^ warning: Repository.findOneByOrFail of Post
    return byId;
  }
}
