import { type DataSource, MoreThan, type Repository } from "typeorm";
import { Post } from "../blog-model.ts";

export class Pages {
  constructor(
    private readonly database: DataSource,
    private readonly posts: Repository<Post>,
  ) {}

  page(index: number): Promise<Post[]> {
    return this.posts.find({ skip: index * 20, take: 20 });
    //                       ^^^^^^^^^^^^^^^^ warning: Repository.find of Post takes a page of rows in no order
  }

  withCount(limit: number): Promise<[Post[], number]> {
    return this.posts.findAndCount({ where: { position: 1 }, take: limit });
    //                                                       ^^^^^^^^^^^ warning: takes the first rows in no order
  }

  built(): Promise<Post[]> {
    return this.database
      .getRepository(Post)
      .createQueryBuilder("post")
      .where("post.position > 0")
      .skip(40)
    // ^^^^ warning: SelectQueryBuilder.getMany of Post takes a page of rows in no order
      .take(20)
      .getMany();
  }

  after(last: number): Promise<Post[]> {
    return this.posts.find({ where: { id: MoreThan(last) }, take: 20 });
    //                                                      ^^^^^^^^ warning: takes the first rows in no order
  }
}
