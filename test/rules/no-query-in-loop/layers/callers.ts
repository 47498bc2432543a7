import type { DataSource, Repository } from "typeorm";
import type { Post, User } from "../../blog-model.ts";
import loadTags, { loadPost, type PostSource, PostStore, type Store, titles } from "./posts.ts";
import * as posts from "./posts.ts";
import type { PostService } from "./service.ts";

export class Digest {
  constructor(
    private readonly store: PostStore,
    private readonly service: PostService,
    private readonly source: PostSource,
  ) {}

  async oneByOne(ids: number[]): Promise<void> {
    for (const id of ids) console.log(await this.store.byId(id));
                                                    // ^^^^ warning: `this.store.byId` runs Repository.findOneBy of Post once for each element of `ids` (N+1 queries)
  }

  async atOnce(ids: number[]): Promise<(Post | null)[]> {
    return Promise.all(ids.map((id) => this.store.byId(id)));
                                               // ^^^^ warning: `this.store.byId` runs Repository.findOneBy of Post once for each element of `ids` (N+1 queries)
  }

  async throughService(ids: number[]): Promise<void> {
    for (const id of ids) console.log(await this.service.title(id));
                                                      // ^^^^^ warning: `this.service.title` runs Repository.findOneBy of Post once for each element of `ids` (N+1 queries)
  }

  async counts(authors: User[]): Promise<number[]> {
    return Promise.all(authors.map(async (author) => this.store.written(author)));
                                                             // ^^^^^^^ warning: `this.store.written` runs SelectQueryBuilder.getCount of Post once for each element of `authors` (N+1 queries)
  }

  async fresh(database: Repository<Post>, ids: number[]): Promise<void> {
    for (const id of ids) console.log(await new PostStore(database).byId(id));
                                                                 // ^^^^ warning: `new PostStore(database).byId` runs Repository.findOneBy of Post once for each element of `ids` (N+1 queries)
  }

  async functions(database: DataSource, ids: number[]): Promise<void> {
    for (const id of ids) {
      console.log(await loadPost(database, id));
                     // ^^^^^^^^ warning: `loadPost` runs EntityManager.findOneBy of Post once for each element of `ids` (N+1 queries)
      console.log(await posts.loadPost(database, id));
                           // ^^^^^^^^ warning: `posts.loadPost` runs EntityManager.findOneBy of Post once for each element of `ids` (N+1 queries)
      console.log(await titles.of(database, id));
                            // ^^ warning: `titles.of` runs Repository.findOneBy of Post once for each element of `ids` (N+1 queries)
      console.log(await loadTags(database, id));
                     // ^^^^^^^^ warning: `loadTags` runs EntityManager.findOne of Post once for each element of `ids` (N+1 queries)
    }
  }

  async together(ids: number[]): Promise<Post[]> {
    return this.store.byIds(ids);
  }

  async fromCache(ids: number[]): Promise<void> {
    for (const id of ids) console.log(await this.store.remembered(id));
  }

  async sameEachTime(names: string[]): Promise<void> {
    for (const name of names) console.log(await this.store.withTotal(name));
  }

  async changing(ids: number[]): Promise<void> {
    for (const id of ids) await this.store.publish(id);
  }

  async behindInterface(ids: number[]): Promise<void> {
    for (const id of ids) console.log(await this.source.byId(id));
  }

  async inBaseClass(store: Store<Post>, ids: number[]): Promise<void> {
    for (const id of ids) console.log(await store.one(id));
    //                                            ^^^ warning: `store.one` runs Repository.findOneBy once for each element of `ids`
  }

  async ofManyStores(stores: { store: Store<Post>; id: number }[]): Promise<void> {
    for (const { store, id } of stores) console.log(await store.one(id));
  }

  async ofManyTables(
    store: Store<Post>,
    wanted: { target: typeof Post; id: number }[],
  ): Promise<void> {
    for (const { target, id } of wanted) console.log(await store.oneOf(target, id));
  }
}
