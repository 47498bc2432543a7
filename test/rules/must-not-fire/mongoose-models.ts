import { model, Schema } from "mongoose";

const Post = model("Post", new Schema({ title: String }));

export class PostRepository {
  async page(page: number): Promise<string[]> {
    const posts = await Post.find().skip(page * 10).limit(10);
    return posts.map((post) => post.author.name);
  }

  async touch(ids: string[], title?: string): Promise<void> {
    for (const id of ids) {
      const post = await Post.findOne({ id, title });
      await post?.save();
      await Post.insert({ id });
    }
    await Post.deleteMany({});
    await Post.update({}, { title });
    Post.deleteMany({ title });
  }
}
