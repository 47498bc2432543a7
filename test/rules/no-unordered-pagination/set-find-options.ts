import type { Repository, SelectQueryBuilder } from "typeorm";
import { Post } from "../blog-model";

export async function orderedOnSomePaths(posts: Repository<Post>, newest: boolean): Promise<Post[]> {
  const query = posts.createQueryBuilder("post").setFindOptions({ take: 20, skip: 40 });
  if (newest) query.orderBy("post.createdAt", "DESC");
  return query.getMany();
}

export async function orderedElsewhere(
  posts: Repository<Post>,
  sort: (query: SelectQueryBuilder<Post>) => void,
): Promise<Post[]> {
  const query = posts.createQueryBuilder("post").setFindOptions({ take: 20, skip: 40 });
  sort(query);
  return query.getMany();
}

export async function orderedByTheOptions(posts: Repository<Post>): Promise<Post[]> {
  return posts
    .createQueryBuilder("post")
    .setFindOptions({ take: 20, skip: 40, order: { id: "ASC" } })
    .getMany();
}
