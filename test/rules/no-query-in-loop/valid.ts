import { type DataSource, type EntityTarget, In, type ObjectLiteral, type Repository } from "typeorm";
import { Post, User } from "../blog-model.ts";

declare function chunk<T>(all: readonly T[], size: number): T[][];
declare function sleep(milliseconds: number): Promise<void>;

interface Category {
  id: number;
  children: Category[];
}

export class Reports {
  constructor(
    private readonly database: DataSource,
    private readonly posts: Repository<Post>,
  ) {}

  async inChunks(ids: number[]): Promise<Post[]> {
    const found: Post[] = [];
    for (const part of chunk(ids, 500)) {
      found.push(...(await this.posts.findBy({ id: In(part) })));
    }
    return found;
  }

  async overConstants(): Promise<number[]> {
    const counts: number[] = [];
    for (const state of ["draft", "live", "archived"] as const) {
      counts.push(await this.posts.countBy({ review: { state } }));
    }
    return counts;
  }

  async pages(): Promise<number> {
    let seen = 0;
    for (let page = 0; ; page++) {
      const rows = await this.posts.find({ order: { id: "ASC" }, skip: page * 100, take: 100 });
      seen += rows.length;
      if (rows.length < 100) return seen;
    }
  }

  async retries(id: number): Promise<Post | null> {
    for (let attempt = 0; attempt < 3; attempt++) {
      const post = await this.posts.findOneBy({ id });
      if (post) return post;
      await sleep(100);
    }
    return null;
  }

  async pagesThroughHelper(batches: number): Promise<void> {
    for (let index = 0; index < batches; index++) {
      const posts = await this.page(index);
      console.log(posts.length);
    }
  }

  private page(index: number): Promise<Post[]> {
    return this.posts.find({ order: { id: "ASC" }, skip: index * 50, take: 50 });
  }

  async lastOnesLeft(posts: Post[]): Promise<number> {
    let orphans = 0;
    for (const post of posts) {
      await this.posts.softDelete(post.id);
      if ((await this.posts.countBy({ country: { id: post.country.id } })) === 0) orphans++;
    }
    return orphans;
  }

  async ofDifferentTables(targets: EntityTarget<ObjectLiteral>[]): Promise<number[]> {
    return Promise.all(targets.map((target) => this.database.getRepository(target).count()));
  }

  async transformed(): Promise<string[]> {
    const posts = await this.posts.find({ take: 20, order: { id: "ASC" } });
    return posts.map((post) => post.title.toUpperCase());
  }

  async walk(category: Category): Promise<number> {
    let count = await this.posts.countBy({ id: category.id });
    for (const child of category.children) count += await this.walk(child);
    return count;
  }

  async inTransaction(ids: number[]): Promise<Post[]> {
    return this.database.transaction((manager) => manager.findBy(Post, { id: In(ids) }));
  }

  async importAll(rows: { email: string }[]): Promise<void> {
    for (const row of rows) await this.importOne(row.email);
  }

  private async importOne(email: string): Promise<void> {
    const users = this.database.getRepository(User);
    const known = await users.findOneBy({ email });
    if (!known) await users.insert({ email, name: email });
  }

  async oncePerPost(ids: number[]): Promise<void> {
    const known = new Map<number, Post>();
    for (const id of ids) {
      const post = known.get(id) ?? (await this.posts.findOneByOrFail({ id }));
      known.set(id, post);
    }
  }

  async onlyUnknown(ids: number[]): Promise<void> {
    const known: Record<number, Post> = {};
    for (const id of ids) {
      if (known[id]) continue;
      known[id] = await this.posts.findOneByOrFail({ id });
    }
  }

  async cachedInHelper(ids: number[]): Promise<void> {
    for (const id of ids) console.log(await this.cached(id));
  }

  private readonly cache = new Map<number, Promise<Post>>();

  private async cached(id: number): Promise<Post> {
    let post = this.cache.get(id);
    if (!post) {
      post = this.posts.findOneByOrFail({ id });
      this.cache.set(id, post);
    }
    return post;
  }

  async sameForAll(titles: string[]): Promise<void> {
    for (const title of titles) console.log(await this.withTotal(title));
  }

  private async withTotal(title: string): Promise<string> {
    return `${title} of ${await this.posts.count()}`;
  }
}
