import { drizzle } from "drizzle-orm/node-postgres";

const database = drizzle("postgres://localhost/websites");
const websites = { id: {}, name: {} };

/** The only place that speaks to the database, through another library than the one that is linted. */
export class WebsiteRepository {
  static async delete(id?: number): Promise<void> {
    await database.delete(websites).where(id);
  }

  static async clear(): Promise<void> {
    await database.delete(websites);
    await database.update(websites).set({ name: "" });
  }

  static async all(limit: number): Promise<unknown[]> {
    return database.select().from(websites).limit(limit);
  }

  static async rename(names: readonly string[]): Promise<void> {
    await database.transaction(async (tx) => {
      for (const name of names) await tx.update(websites).set({ name }).where(name);
    });
  }
}

export async function close(ids: readonly number[]): Promise<void> {
  WebsiteRepository.delete(1);
  for (const id of ids) await WebsiteRepository.delete(id);
}
