import type { Location } from "vscode-languageserver/node";
import { type OpenedProject, openProject } from "./opened-project.ts";
import { type ClientOptions, uri } from "./support/client.ts";

/** Entities in two files, and queries that name them in strings. */
export const files = {
  "src/data-source.ts": `import { DataSource } from "typeorm";
import { Author } from "./author.js";
import { Comment, Post } from "./post.js";
export const source = new DataSource({ type: "postgres", entities: [Author, Post, Comment] });
`,
  "src/author.ts": `import { Column, Entity, OneToMany, PrimaryGeneratedColumn } from "typeorm";
import { Post } from "./post.js";

export abstract class Base {
  @PrimaryGeneratedColumn()
  id: number;
}

@Entity("authors")
export class Author extends Base {
  @Column({ name: "full_name" })
  fullName: string;

  @OneToMany(() => Post, "writer")
  posts: Post[];
}
`,
  "src/post.ts": `import { Column, Entity, Index, JoinColumn, ManyToOne, OneToMany } from "typeorm";
import { Author, Base } from "./author.js";

@Entity("posts")
@Index(["title", "slug"])
export class Post extends Base {
  @Column()
  title: string;

  @Column({ name: "slug" })
  slug: string;

  @ManyToOne(() => Author, (author) => author.posts)
  @JoinColumn({ name: "writer_id" })
  writer: Author;

  @OneToMany(() => Comment, (comment) => comment.post)
  comments: Comment[];
}

@Entity("comments")
export class Comment extends Base {
  @Column({ name: "body" })
  body: string;

  @ManyToOne(() => Post, (post) => post.comments)
  post: Post;
}
`,
  "src/queries.ts": `import type { DataSource, Repository } from "typeorm";
import { Author } from "./author.js";
import { Post } from "./post.js";

export class Queries {
  constructor(
    private readonly posts: Repository<Post>,
    private readonly source: DataSource,
  ) {}

  found(slug: string) {
    return this.posts.find({ where: { slug }, relations: ["writer", "comments.post"] });
  }

  built(t: string, field: string) {
    const other = this.source.getRepository(Author).createQueryBuilder("post").where("post.fullName = :t");
    const query = this.posts
      .createQueryBuilder("post")
      .leftJoinAndSelect("post.writer", "w")
      .where(\`post.title = :t AND post.\${field} = 'post.title'\`, { t })
      .orderBy("w.fullName");
    return [other, query, "post.title"];
  }

  raw() {
    return this.source.query(\`SELECT p.title, p.writer_id FROM posts p WHERE p.title = $1\`, ["a"]);
  }

  used(post: Post) {
    const { title, slug: s } = post;
    return this.posts.create({ title, slug: s ?? post.title });
  }
}

interface Other {
  find(options: { relations: string[] }): void;
  title: string;
}

export function unrelated(other: Other) {
  other.find({ relations: ["writer"] });
  return other.title;
}
`,
} as const;

export type FileName = keyof typeof files;

/** A project in which places are told by their text. */
export interface NamesProject extends OpenedProject {
  /** The place in a file where `|` stands in a text of it. */
  at(name: string, marked: string): { textDocument: { uri: string }; position: Place };
  /** `src/post.ts:8 title`: the line (from 1) and the text of each place. */
  shown(locations: readonly Location[]): readonly string[];
}

interface Place {
  line: number;
  character: number;
}

export async function openNames(
  changed: Readonly<Record<string, string>> = {},
  options: Partial<ClientOptions> = {},
): Promise<NamesProject> {
  const project = await openProject({ ...files, ...changed }, options);
  const { client, path } = project;
  const names = Object.keys({ ...files, ...changed });
  return {
    ...project,
    at(name, marked) {
      const cursor = marked.indexOf("|");
      const text = marked.slice(0, cursor) + marked.slice(cursor + 1);
      const position = client.positionOf(path(name), text, cursor);
      return { textDocument: { uri: uri(path(name)) }, position };
    },
    shown(locations) {
      return locations.map(({ uri: place, range }) => {
        const name = names.find((each) => uri(path(each)) === place) ?? place;
        const line = client.text(path(name)).split(/\r\n|\n/)[range.start.line] ?? "";
        const text = line.slice(range.start.character, range.end.character);
        return `${name}:${range.start.line + 1}:${range.start.character + 1} ${text}`;
      });
    },
  };
}
