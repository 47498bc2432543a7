import { DataSource } from "typeorm";

const production = process.env.NODE_ENV === "production";

export const guarded = new DataSource({
  type: "postgres",
  url: process.env.DATABASE_URL,
  synchronize: !production,
  dropSchema: process.env.NODE_ENV === "test",
});

export const off = new DataSource({
  type: "postgres",
  url: process.env.DATABASE_URL,
  synchronize: false,
});

export const inMemory = new DataSource({
  type: "sqlite",
  database: ":memory:",
  synchronize: true,
  dropSchema: true,
});

export const chosen = production
  ? new DataSource({ type: "postgres", url: process.env.DATABASE_URL })
  : new DataSource({ type: "postgres", url: process.env.DATABASE_URL, synchronize: true });
