import type { DataSource, EntityManager, Repository } from "typeorm";
import { Comment, Post, User } from "../blog-model.ts";

export async function authorOf(posts: Repository<Post>, id: number): Promise<string> {
  const post = await posts.findOneByOrFail({ id });
  return post.author.name;
  //          ^^^^^^ error: Post.author is undefined here
}

export async function authorsOf(posts: Repository<Post>): Promise<string[]> {
  const found = await posts.find({ relations: { comments: true }, take: 20, order: { id: "ASC" } });
  return found.map((post) => post.author.name);
  //                              ^^^^^^ error: Post.author
}

export class PostService {
  constructor(private readonly database: DataSource) {}

  async commentCount(id: number): Promise<number> {
    const post = await this.database.getRepository(Post).findOneOrFail({ where: { id } });
    return post.comments.length;
    //          ^^^^^^^^ error: Post.comments
  }

  async nested(id: number): Promise<string> {
    const post = await this.database.manager.findOneOrFail(Post, {
      where: { id },
      relations: { author: true },
    });
    return `${post.author.name}: ${post.author.profile.about}`;
    //                                         ^^^^^^^ error: User.profile
  }

  async inLoop(manager: EntityManager): Promise<string[]> {
    const names: string[] = [];
    const comments = await manager.find(Comment, { relations: ["post"] });
    for (const comment of comments) {
      names.push(comment.author.name);
      //                 ^^^^^^ error: Comment.author
    }
    return names;
  }

  async destructured(id: number): Promise<string> {
    const { author } = await this.database.getRepository(Post).findOneByOrFail({ id });
         // ^^^^^^ error: Post.author
    return author.name;
  }

  async joinedButNotSelected(id: number): Promise<string> {
    const post = await this.database
      .getRepository(Post)
      .createQueryBuilder("post")
      .leftJoin("post.author", "author")
      .where("post.id = :id", { id })
      .getOneOrFail();
    return post.author.name;
    //          ^^^^^^ error: Post.author
  }

  async embedded(id: number): Promise<string> {
    const post = await this.database.getRepository(Post).findOneByOrFail({ id });
    return post.review.reviewer.name;
    //                 ^^^^^^^^ error: Post.review.reviewer
  }

  async passedOn(id: number): Promise<{ author: User }> {
    const post = await this.database.getRepository(Post).findOneByOrFail({ id });
    return { author: post.author };
    //                    ^^^^^^ warning: Post.author
  }
}
