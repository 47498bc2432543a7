import {
  type DataSource,
  type FindOptionsWhere,
  In,
  type ObjectLiteral,
  type Repository,
} from "typeorm";
import { Post, type User } from "../../blog-model.ts";

export class PostStore {
  private readonly cache = new Map<number, Post>();

  constructor(private readonly posts: Repository<Post>) {}

  byId(id: number): Promise<Post | null> {
    return this.posts.findOneBy({ id });
  }

  byIds(ids: number[]): Promise<Post[]> {
    return this.posts.findBy({ id: In(ids) });
  }

  async written(author: User): Promise<number> {
    const query = this.posts.createQueryBuilder("post").where("post.author = :id", { id: author.id });
    return query.getCount();
  }

  async remembered(id: number): Promise<Post | undefined> {
    const known = this.cache.get(id);
    if (known) return known;
    const post = await this.posts.findOneByOrFail({ id });
    this.cache.set(id, post);
    return post;
  }

  async withTotal(title: string): Promise<string> {
    return `${title} of ${await this.posts.count()}`;
  }

  async publish(id: number): Promise<void> {
    const post = await this.posts.findOneByOrFail({ id });
    await this.posts.save(post);
  }
}

/** Of any entity. */
export class Store<T extends ObjectLiteral & { id: number }> {
  constructor(
    private readonly rows: Repository<T>,
    private readonly database: DataSource,
  ) {}

  one(id: number): Promise<T | null> {
    return this.rows.findOneBy({ id } as FindOptionsWhere<T>);
  }

  oneOf(target: new () => T, id: number): Promise<T | null> {
    return this.database.getRepository(target).findOneBy({ id } as FindOptionsWhere<T>);
  }
}

export interface PostSource {
  byId(id: number): Promise<Post | null>;
}

export const titles = {
  async of(database: DataSource, id: number): Promise<string | undefined> {
    return (await database.getRepository(Post).findOneBy({ id }))?.title;
  },
};

export async function loadPost(database: DataSource, id: number): Promise<Post | null> {
  return database.manager.findOneBy(Post, { id });
}

export default async function loadTags(database: DataSource, id: number): Promise<Post | null> {
  return database.manager.findOne(Post, { where: { id }, relations: { tags: true } });
}
