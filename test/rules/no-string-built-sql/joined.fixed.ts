import { type DataSource, Raw, type Repository } from "typeorm";
import { Post } from "../blog-model.ts";

export async function joined(database: DataSource, posts: Repository<Post>, title: string): Promise<void> {
  await database.query("SELECT id FROM post " + "WHERE title = $1 " + "LIMIT 1", [title]);
  await database.query("SELECT id FROM post WHERE title = '".concat(title, "'"));
  await database.query("SELECT id FROM post WHERE title = '" + (title + "'"));
  await database.query(["SELECT id", `FROM post WHERE title = $1`].join(" "), [title]);
  await database.query(`SELECT 1; SELECT id FROM post WHERE title = '${title}'`);
  await database.query(`SELECT id FROM post WHERE title = $1;`, [title]);
  await posts.createQueryBuilder("post").where("post.title = ".concat(title)).getMany();
}

export async function quotedList(database: DataSource, titles: string[]): Promise<void> {
  await database.query(`SELECT id FROM post WHERE title IN ('${titles.join("','")}')`);
}

export async function raw(posts: Repository<Post>, title: string): Promise<void> {
  await posts.findBy({ title: Raw(`ILIKE '${title}'`) });
}

export async function subqueries(posts: Repository<Post>, title: string): Promise<void> {
  const apart = posts.createQueryBuilder("inner").select("inner.id").where(`inner.title = '${title}'`);
  await posts.createQueryBuilder("post").where(`post.id IN (${apart.getQuery()})`).getMany();
  const handed = posts.createQueryBuilder("inner").select("inner.id");
  handed.where(`inner.title = :title`, { title });
  const outer = posts.createQueryBuilder("post").where(`post.id IN (${handed.getQuery()})`);
  await outer.setParameters(handed.getParameters()).getMany();
  await posts
    .createQueryBuilder("post")
    .where((builder) => {
      const inner = builder.subQuery().select("p.id").from(Post, "p").where(`p.title = :title2`, { title2: title });
      return `post.id IN ${inner.getQuery()}`;
    })
    .getMany();
}
