import { DataSource } from "typeorm";

export const TABLES = { posts: "post", users: "users" };
export let current = { table: "post" };

export function escapeName(name: string): string {
  return JSON.stringify(name);
}

export function escapeLike(pattern: string): string {
  return pattern.replace(/[%_]/g, "\\$&");
}

export const use = (table: string): void => {
  current = { table };
};

export const database = new DataSource({ type: "postgres", url: process.env.DATABASE_URL });
