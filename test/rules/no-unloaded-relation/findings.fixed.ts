import type { DataSource, EntityManager, Repository } from "typeorm";
import { Comment, Post, User } from "../blog-model.ts";

export async function authorOf(posts: Repository<Post>, id: number): Promise<string> {
  const post = await posts.findOneOrFail({ where: { id }, relations: { author: true } });
  return post.author.name;
}

export async function authorsOf(posts: Repository<Post>): Promise<string[]> {
  const found = await posts.find({ relations: { comments: true, author: true }, take: 20, order: { id: "ASC" } });
  return found.map((post) => post.author.name);
}

export class PostService {
  constructor(private readonly database: DataSource) {}

  async commentCount(id: number): Promise<number> {
    const post = await this.database.getRepository(Post).findOneOrFail({ where: { id }, relations: { comments: true } });
    return post.comments.length;
  }

  async nested(id: number): Promise<string> {
    const post = await this.database.manager.findOneOrFail(Post, {
      where: { id },
      relations: { author: { profile: true } },
    });
    return `${post.author.name}: ${post.author.profile.about}`;
  }

  async inLoop(manager: EntityManager): Promise<string[]> {
    const names: string[] = [];
    const comments = await manager.find(Comment, { relations: ["post", "author"] });
    for (const comment of comments) {
      names.push(comment.author.name);
    }
    return names;
  }

  async destructured(id: number): Promise<string> {
    const { author } = await this.database.getRepository(Post).findOneOrFail({ where: { id }, relations: { author: true } });
    return author.name;
  }

  async joinedButNotSelected(id: number): Promise<string> {
    const post = await this.database
      .getRepository(Post)
      .createQueryBuilder("post")
      .leftJoin("post.author", "author")
      .where("post.id = :id", { id }).leftJoinAndSelect("post.author", "post_author")
      .getOneOrFail();
    return post.author.name;
  }

  async embedded(id: number): Promise<string> {
    const post = await this.database.getRepository(Post).findOneOrFail({ where: { id }, relations: { review: { reviewer: true } } });
    return post.review.reviewer.name;
  }

  async passedOn(id: number): Promise<{ author: User }> {
    const post = await this.database.getRepository(Post).findOneOrFail({ where: { id }, relations: { author: true } });
    return { author: post.author };
  }
}
