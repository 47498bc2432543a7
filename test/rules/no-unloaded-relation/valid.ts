import type { DataSource, EntityManager, Repository } from "typeorm";
import { Comment, Post, User } from "../blog-model.ts";

declare function publish(post: Post): void;
declare function relationsFor(role: string): string[];

export async function loaded(posts: Repository<Post>, id: number): Promise<string> {
  const post = await posts.findOneOrFail({ where: { id }, relations: { author: { profile: true } } });
  return post.author.name + post.author.profile.about;
}

export async function loadedByStrings(posts: Repository<Post>): Promise<string[]> {
  const found = await posts.find({ relations: ["comments", "comments.author"] });
  return found.flatMap((post) => post.comments.map((comment) => comment.author.name));
}

export async function dynamic(posts: Repository<Post>, id: number, role: string): Promise<string> {
  const post = await posts.findOneOrFail({ where: { id }, relations: relationsFor(role) });
  return post.author.name;
}

export class PostService {
  constructor(private readonly database: DataSource) {}

  async eager(id: number): Promise<string> {
    const post = await this.database.getRepository(Post).findOneOrFail({ where: { id } });
    return post.country.name;
  }

  async eagerBehindRelation(id: number): Promise<string> {
    const user = await this.database
      .getRepository(User)
      .findOneOrFail({ where: { id }, relations: { profile: true } });
    return user.profile.country.name;
  }

  async lazy(id: number): Promise<string> {
    const post = await this.database.getRepository(Post).findOneByOrFail({ id });
    return (await post.editor).name;
  }

  async optional(id: number): Promise<string | undefined> {
    const post = await this.database.getRepository(Post).findOneByOrFail({ id });
    return post.author?.name;
  }

  async checked(id: number): Promise<string> {
    const post = await this.database.getRepository(Post).findOneByOrFail({ id });
    if (!post.author) return "nobody";
    return post.author.name;
  }

  async assigned(id: number, author: User): Promise<string> {
    const post = await this.database.getRepository(Post).findOneByOrFail({ id });
    post.author = author;
    return post.author.name;
  }

  async created(title: string, author: User): Promise<string> {
    const post = await this.database.getRepository(Post).save({ title, author });
    return post.author.name;
  }

  async handedOver(id: number): Promise<void> {
    const post = await this.database.getRepository(Post).findOneByOrFail({ id });
    publish(post);
  }

  async joined(manager: EntityManager, id: number): Promise<string[]> {
    const post = await manager
      .createQueryBuilder(Post, "post")
      .leftJoinAndSelect("post.comments", "comment")
      .innerJoinAndSelect("comment.author", "author")
      .where("post.id = :id", { id })
      .getOneOrFail();
    return post.comments.map((comment) => comment.author.name);
  }

  async conditionallyJoined(withAuthor: boolean): Promise<string[]> {
    const query = this.database.getRepository(Post).createQueryBuilder("post");
    if (withAuthor) query.leftJoinAndSelect("post.author", "author");
    const posts = await query.getMany();
    return withAuthor ? posts.map((post) => post.author.name) : [];
  }

  async columnsOnly(): Promise<string[]> {
    const comments = await this.database.getRepository(Comment).find();
    return comments.map((comment) => comment.text.trim());
  }

  async rawRows(): Promise<string[]> {
    const rows = await this.database
      .getRepository(Post)
      .createQueryBuilder("post")
      .select("post.title", "author")
      .getRawMany<{ author: { name: string } }>();
    return rows.map((row) => row.author.name);
  }
}
