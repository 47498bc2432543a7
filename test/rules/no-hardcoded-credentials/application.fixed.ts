import { DataSource } from "typeorm";

export const database = new DataSource({
  type: "postgres",
  host: "db.internal",
  username: "shop",
  password: process.env.DB_PASSWORD,
});

export const byUrl = new DataSource({
  type: "postgres",
  url: process.env.DATABASE_URL,
});

export const fallback = new DataSource({
  type: "postgres",
  host: process.env.DB_HOST,
  username: "shop",
  password: process.env.DB_PASSWORD ?? "sesame",
});
