import type { MigrationInterface, QueryRunner } from "typeorm";

export class FillSlugs1700000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const posts: { id: number }[] = await runner.query("SELECT id FROM post");
    for (const post of posts) {
      await runner.query("SELECT fill_slug($1)", [post.id]);
    }
  }

  async down(): Promise<void> {}
}
