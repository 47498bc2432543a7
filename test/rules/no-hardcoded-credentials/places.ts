import { DataSource, type DataSourceOptions } from "typeorm";

const host = process.env.DB_HOST;
const port = process.env.DB_PORT;

export const computedPort = new DataSource({ type: "postgres", url: `postgres://shop:sesame@${host}:${port}/shop` });
                                                                 // ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: A database password is written in the source
export const severalHosts = new DataSource({ type: "mongodb", url: "mongodb://shop:ses%40me@a:27017,b:27017/shop" });
                                                                // ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: A database password is written in the source
export const byFunction = new DataSource({ type: "postgres", password: async () => "sesame" });
                                                                                // ^^^^^^^^ error: A database password is written in the source
export const ofDriver = new DataSource({ type: "postgres", extra: { password: "sesame" } });
                                                                           // ^^^^^^^^ error: A database password is written in the source
export const ofSqlServer = new DataSource({
  type: "mssql",
  authentication: { type: "default", options: { userName: "shop", password: "sesame" } },
                                                                         // ^^^^^^^^ error: A database password is written in the source
});

function setting(name: string, fallback: string): string {
  return process.env[name] ?? fallback;
}
export const looked = new DataSource({ type: "postgres", password: setting("DB_PASSWORD", "sesame") });
                                                                                       // ^^^^^^^^ warning: A database password in the source stands in when the environment names none

export const options: Record<string, DataSourceOptions> = {
  development: { type: "postgres", password: "sesame" },
                                          // ^^^^^^^^ warning: The database password of some environments is written in the source
  test: { type: "postgres", password: "sesame" },
  production: { type: "postgres", password: process.env.DB_PASSWORD },
};

export const filledIn = new DataSource({ type: "postgres", password: "${DB_PASSWORD}" });
export const filledInUrl = new DataSource({ type: "postgres", url: "postgres://shop:<password>@db.internal/shop" });
export const leftOut = new DataSource({ type: "postgres", password: "********" });
export const bound = new DataSource({ type: "postgres", url: `postgres://shop:${process.env.DB_PASSWORD}@${host}:${port}/shop` });
export const noPassword = new DataSource({ type: "postgres", url: `postgres://shop@${host}:${port}/shop` });
export const asked = new DataSource({ type: "postgres", password: () => askForPassword() });
declare function askForPassword(): Promise<string>;

const password = "sesame";
              // ^^^^^^^^ error: A database password is written in the source
export const byName = new DataSource({ type: "postgres", password });
