import { createConnection, getRepository } from "./untyped-client.js";
import nowhere from "a-package-that-is-not-installed";

const posts = getRepository("post");

export async function main(ids) {
  await createConnection();
  for (const id of ids) {
    const post = await posts.findOne({ where: { id } });
    console.log(post.author.name);
    await posts.save(post);
  }
  posts.delete({});
  await posts.createQueryBuilder("post").delete().execute();
  await nowhere.query(`DELETE FROM post WHERE id = ${ids[0]}`);
  await nowhere.transaction(async (manager) => manager.delete("post", {}));
}
