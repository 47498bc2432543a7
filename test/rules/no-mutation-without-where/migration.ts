import type { MigrationInterface, QueryRunner } from "typeorm";

export class DropSessions1700000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query("DELETE FROM session");
    await runner.manager.createQueryBuilder().delete().from("session").execute();
  }

  async down(): Promise<void> {}
}
