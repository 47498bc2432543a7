import type { Repository } from "typeorm";
import type { Post } from "../blog-model";

export async function unordered(posts: Repository<Post>): Promise<Post[]> {
  return posts.createQueryBuilder("post").setFindOptions({ take: 20, skip: 40 }).getMany();
  //                                                       ^^^^^^^^ warning: takes a page of rows in no order
}
