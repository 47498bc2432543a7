import { type DataSource, Raw, type Repository } from "typeorm";
import { Post } from "../blog-model.ts";

export async function joined(database: DataSource, posts: Repository<Post>, title: string): Promise<void> {
  await database.query("SELECT id FROM post " + "WHERE title = '" + title + "' " + "LIMIT 1");
                                                               // ^ error: `title` is pasted into SQL as a value
  await database.query("SELECT id FROM post WHERE title = '".concat(title, "'"));
                                                                 // ^^^^^ error: `title` is pasted into SQL as a value
  await database.query("SELECT id FROM post WHERE title = '" + (title + "'"));
                                                                   // ^ error: `title` is pasted into SQL as a value
  await database.query(["SELECT id", `FROM post WHERE title = '${title}'`].join(" "));
                                                              // ^^^^^ error: `title` is pasted into SQL as a value
  await database.query(`SELECT 1; SELECT id FROM post WHERE title = '${title}'`);
                                                                    // ^^^^^ error: `title` is pasted into SQL as a value
  await database.query(`SELECT id FROM post WHERE title = '${title}';`);
                                                          // ^^^^^ error: `title` is pasted into SQL as a value
  await posts.createQueryBuilder("post").where("post.title = ".concat(title)).getMany();
                                                                   // ^^^^^ error: `title` is pasted into SQL as a value
}

export async function quotedList(database: DataSource, titles: string[]): Promise<void> {
  await database.query(`SELECT id FROM post WHERE title IN ('${titles.join("','")}')`);
                                                            // ^^^^^^^^^^^^^^^^^^ error: `titles.join("','")` is pasted into SQL as a value
}

export async function raw(posts: Repository<Post>, title: string): Promise<void> {
  await posts.findBy({ title: Raw(`ILIKE '${title}'`) });
                                         // ^^^^^ error: `title` is pasted into SQL as a value
}

export async function subqueries(posts: Repository<Post>, title: string): Promise<void> {
  const apart = posts.createQueryBuilder("inner").select("inner.id").where(`inner.title = '${title}'`);
                                                                                          // ^^^^^ error: `title` is pasted into SQL as a value
  await posts.createQueryBuilder("post").where(`post.id IN (${apart.getQuery()})`).getMany();
  const handed = posts.createQueryBuilder("inner").select("inner.id");
  handed.where(`inner.title = '${title}'`);
                              // ^^^^^ error: `title` is pasted into SQL as a value
  const outer = posts.createQueryBuilder("post").where(`post.id IN (${handed.getQuery()})`);
  await outer.setParameters(handed.getParameters()).getMany();
  await posts
    .createQueryBuilder("post")
    .where((builder) => {
      const inner = builder.subQuery().select("p.id").from(Post, "p").where(`p.title = '${title}'`);
                                                                                       // ^^^^^ error: `title` is pasted into SQL as a value
      return `post.id IN ${inner.getQuery()}`;
    })
    .getMany();
}
