import type { Repository } from "typeorm";
import { Post, User } from "../blog-model.ts";

export class Readers {
  constructor(
    private readonly posts: Repository<Post>,
    private readonly users: Repository<User>,
  ) {}

  private async bare(id: number): Promise<Post> {
    const post = await this.posts.findOne({ where: { id }, relations: { author: true } });
    if (!post) throw new Error("no post");
    return post;
  }

  private async filled(id: number): Promise<Post> {
    const post = await this.posts.findOneByOrFail({ id });
    post.author = await this.users.findOneByOrFail({ id });
    return post;
  }

  private async either(id: number, full: boolean): Promise<Post> {
    if (full) return this.posts.findOneOrFail({ where: { id }, relations: { author: true } });
    return this.posts.findOneByOrFail({ id });
  }

  private async *each(): AsyncGenerator<Post> {
    for (const post of await this.posts.find()) yield post;
  }

  async read(): Promise<string> {
    const post = await this.bare(1);
    return post.author.name;
  }

  async assigned(): Promise<string> {
    const post = await this.bare(1);
    post.author = new User();
    return post.author.name;
  }

  async filledBefore(): Promise<string> {
    return (await this.filled(1)).author.name;
  }

  async oneOfTwo(): Promise<string> {
    return (await this.either(1, true)).author.name;
  }

  async oneByOne(): Promise<void> {
    for await (const post of this.each()) console.log(post.title);
  }

  private async firstAfter(id: number): Promise<Post> {
    return (await this.posts.findOneBy({ id })) ?? this.firstAfter(id + 1);
  }

  private async firstOf(ids: number[]): Promise<Post> {
    const [id = 0, ...rest] = ids;
    const post = await this.posts.findOneBy({ id });
    if (post) return post;
    const others = await Promise.all([rest].map((left) => this.firstOf(left)));
    return others[0] ?? this.firstAfter(id);
  }

  async title(): Promise<string> {
    return (await this.firstOf([1])).title + (await this.firstAfter(1)).title;
  }
}
