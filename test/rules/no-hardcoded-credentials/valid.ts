import { DataSource } from "typeorm";

export const database = new DataSource({
  type: "postgres",
  host: "db.internal",
  username: "shop",
  password: process.env.DB_PASSWORD,
});

export const byUrl = new DataSource({ type: "postgres", url: process.env.DATABASE_URL });

export const withoutPassword = new DataSource({
  type: "postgres",
  url: "postgres://shop@localhost/shop",
});

export const empty = new DataSource({
  type: "postgres",
  host: "localhost",
  username: "shop",
  password: "",
});
