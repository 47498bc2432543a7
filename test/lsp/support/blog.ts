import { join } from "node:path";
import { type TemporaryProject, temporaryProject } from "../../support/run-cli.ts";

export const author = `import { Column, Entity, OneToMany, PrimaryGeneratedColumn } from "typeorm";
import { Post } from "./post";
@Entity()
export class Author {
  @PrimaryGeneratedColumn() id!: number;
  @Column({ length: 80 }) name!: string;
  @OneToMany(() => Post, (post) => post.author) posts!: Post[];
}
`;

export const post = `import { Column, Entity, ManyToOne, PrimaryGeneratedColumn } from "typeorm";
import { Author } from "./author";
@Entity()
export class Post {
  @PrimaryGeneratedColumn() id!: number;
  @Column({ length: 200 }) title!: string;
  @ManyToOne(() => Author, (author) => author.posts) author!: Author;
}
`;

export const service = `import type { Repository } from "typeorm";
import { Post } from "./post";
export class PostService {
  constructor(private readonly posts: Repository<Post>) {}
  async authorOf(id: number): Promise<string | undefined> {
    const post = await this.posts.findOne({ where: { id } });
    return post?.author.name;
  }
}
`;

/** A project of two entities and a class that reads a relation which it did not load. */
export interface Blog extends TemporaryProject {
  readonly author: string;
  readonly post: string;
  readonly service: string;
}

/** @param files texts by path, beside the blog's or in place of some of them */
export function blogProject(files: Readonly<Record<string, string>> = {}): Blog {
  const project = temporaryProject(undefined, {
    "package.json": '{ "dependencies": { "typeorm": "*" } }',
    "tsconfig.json": JSON.stringify({
      compilerOptions: {
        target: "es2022",
        module: "nodenext",
        experimentalDecorators: true,
        strict: true,
      },
      include: ["src"],
    }),
    "src/author.ts": author,
    "src/post.ts": post,
    "src/service.ts": service,
    ...files,
  });
  const path = (name: string): string => join(project.folder, "src", name);
  return {
    ...project,
    author: path("author.ts"),
    post: path("post.ts"),
    service: path("service.ts"),
  };
}
