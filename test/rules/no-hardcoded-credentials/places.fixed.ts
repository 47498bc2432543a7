import { DataSource, type DataSourceOptions } from "typeorm";

const host = process.env.DB_HOST;
const port = process.env.DB_PORT;

export const computedPort = new DataSource({ type: "postgres", url: process.env.DATABASE_URL });
export const severalHosts = new DataSource({ type: "mongodb", url: process.env.DATABASE_URL });
export const byFunction = new DataSource({ type: "postgres", password: async () => "sesame" });
export const ofDriver = new DataSource({ type: "postgres", extra: { password: process.env.DB_PASSWORD } });
export const ofSqlServer = new DataSource({
  type: "mssql",
  authentication: { type: "default", options: { userName: "shop", password: process.env.DB_PASSWORD } },
});

function setting(name: string, fallback: string): string {
  return process.env[name] ?? fallback;
}
export const looked = new DataSource({ type: "postgres", password: setting("DB_PASSWORD", "sesame") });

export const options: Record<string, DataSourceOptions> = {
  development: { type: "postgres", password: process.env.DB_PASSWORD },
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
export const byName = new DataSource({ type: "postgres", password });
