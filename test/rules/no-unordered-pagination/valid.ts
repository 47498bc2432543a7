import { type DataSource, type FindManyOptions, In, type Repository } from "typeorm";
import { Announcement, Post } from "../blog-model.ts";

export class Pages {
  constructor(
    private readonly database: DataSource,
    private readonly posts: Repository<Post>,
  ) {}

  ordered(index: number): Promise<Post[]> {
    return this.posts.find({ order: { position: "ASC", id: "ASC" }, skip: index * 20, take: 20 });
  }

  byModel(index: number): Promise<Announcement[]> {
    return this.database.getRepository(Announcement).find({ skip: index * 20, take: 20 });
  }

  newest(): Promise<Post[]> {
    return this.posts.createQueryBuilder("post").orderBy("post.id", "DESC").take(20).getMany();
  }

  anyOne(): Promise<Post[]> {
    return this.posts.find({ take: 1 });
  }

  one(title: string): Promise<Post | null> {
    return this.posts.findOne({ where: { title } });
  }

  all(): Promise<Post[]> {
    return this.posts.find();
  }

  given(options: FindManyOptions<Post>): Promise<Post[]> {
    return this.posts.find({ take: 20, ...options });
  }

  byKey(ids: number[]): Promise<Post[]> {
    return this.posts.find({ where: { id: In(ids) }, take: 100 });
  }

  orderedLater(newestFirst: boolean): Promise<Post[]> {
    const query = this.posts.createQueryBuilder("post").take(20);
    if (newestFirst) query.orderBy("post.id", "DESC");
    else query.orderBy("post.id", "ASC");
    return query.getMany();
  }

  async drain(): Promise<void> {
    while (true) {
      const batch = await this.posts.find({ where: { position: 0 }, take: 500 });
      if (batch.length === 0) return;
      await this.posts.remove(batch);
    }
  }

  none(): Promise<Post[]> {
    return this.posts.find({ take: 0 });
  }

  async cleanUp(size: number): Promise<number> {
    const old = await this.posts.find({ where: { position: 0 }, take: size });
    await this.posts.remove(old);
    return old.length;
  }
}
