import { DataSource } from "typeorm";

export const database = new DataSource({
  type: "postgres",
  host: "db.internal",
  username: "shop",
  password: "sesame",
         // ^^^^^^^^ error: A database password is written in the source
});

export const byUrl = new DataSource({
  type: "postgres",
  url: "postgres://shop:sesame@db.internal/shop",
    // ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: A database password is written in the source
});

export const fallback = new DataSource({
  type: "postgres",
  host: process.env.DB_HOST,
  username: "shop",
  password: process.env.DB_PASSWORD ?? "sesame",
                                    // ^^^^^^^^ warning: A database password in the source stands in when the environment names none
});
