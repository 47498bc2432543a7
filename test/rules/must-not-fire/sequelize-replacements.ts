import type { Sequelize } from "sequelize";

export class BarRepository {
  constructor(private readonly sequelize: Sequelize) {}

  async like(input: string): Promise<string[]> {
    const rows = await this.sequelize.query("SELECT * FROM bar WHERE name LIKE :pattern", {
      type: "SELECT",
      replacements: { pattern: `%${input}%` },
    });
    return rows.map((row) => row.name ?? "");
  }

  async clear(names: string[]): Promise<void> {
    await this.sequelize.transaction(async () => {
      for (const name of names) {
        await this.sequelize.query("DELETE FROM bar", { replacements: { name } });
      }
    });
  }
}
