import { DataSource, type DataSourceOptions } from "typeorm";

const url = process.env.DATABASE_URL;

export const options: Record<string, DataSourceOptions> = {
  development: { type: "postgres", url, synchronize: true },
  test: { type: "postgres", url, synchronize: true, dropSchema: true },
  production: { type: "postgres", url, synchronize: true },
                                                 // ^^^^ error: This connection changes the database's schema whenever the application starts
};

export function forDevelopers(): DataSource {
  if (process.env.NODE_ENV === "production") throw new Error("never in production");
  return new DataSource({ type: "postgres", url, synchronize: true });
}

export function afterOtherCheck(ready: boolean): DataSource {
  if (!ready) throw new Error("not ready");
  return new DataSource({ type: "postgres", url, synchronize: true });
                                                           // ^^^^ error: This connection changes the database's schema whenever the application starts
}

export function createTestConnection(): DataSource {
  return new DataSource({ type: "postgres", url, synchronize: true, dropSchema: true });
}

export const contest = new DataSource({ type: "postgres", url, dropSchema: true });
                                                                        // ^^^^ error: This connection drops all tables whenever the application starts

export const sharedMemory = new DataSource({
  type: "better-sqlite3",
  database: "file::memory:?cache=shared",
  synchronize: true,
});

export const indexesOnly = new DataSource({ type: "mongodb", url, synchronize: true });

export const emptied = new DataSource({ type: "mongodb", url, synchronize: true, dropSchema: true });
                                                                                          // ^^^^ error: This connection drops all tables whenever the application starts
