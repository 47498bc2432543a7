import { PrismaClient } from "@prisma/client";

const prisma = new PrismaClient();

export class PostRepository {
  async authors(ids: number[], title?: string): Promise<string[]> {
    const names: string[] = [];
    for (const id of ids) {
      const post = await prisma.post.findFirst({ where: { id, title } });
      if (post) names.push(post.author.name);
    }
    return names;
  }

  async prune(): Promise<void> {
    await prisma.post.deleteMany();
    await prisma.post.deleteMany({});
    prisma.user.delete({ where: { id: 1 } });
  }

  async page(page: number): Promise<number[]> {
    const posts = await prisma.post.findMany({ skip: page * 10, take: 10 });
    return posts.map((post) => post.id);
  }

  async raw(name: string): Promise<unknown[]> {
    return prisma.$queryRaw<unknown[]>`SELECT * FROM users WHERE name = ${name}`;
  }

  async move(): Promise<void> {
    await prisma.$transaction(async (client) => {
      await client.user.update({ where: { id: 1 }, data: { name: "moved" } });
    });
  }
}
