import type { DataSource } from "typeorm";

export function names(database: DataSource, column: string): Promise<unknown> {
  return database.query(`SELECT "${column.replace(/"/g, '""')}", ${quoted(column)} FROM post`);
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

export async function values(database: DataSource, title: string, id: string): Promise<void> {
  await database.query(`SELECT id FROM post WHERE title = '${title.replace(/'/g, "''")}'`);
  if (!/^[0-9a-f-]{36}$/i.test(id)) throw new Error("no identifier");
  await database.query(`SELECT id FROM post WHERE id = '${id}'`);
}

export async function wrongQuotes(database: DataSource, title: string, id: string): Promise<void> {
  await database.query(`SELECT id FROM post WHERE title = $1`, [title.replace(/"/g, '""')]);
  if (!/^[^\s]+$/.test(id)) throw new Error("no identifier");
  await database.query(`SELECT id FROM post WHERE id = $1`, [id]);
}

export async function notBetweenQuotes(database: DataSource, order: string): Promise<void> {
  if (!/^[a-z -]+$/.test(order)) return;
  await database.query(`SELECT id FROM post ORDER BY ${order}`);
}
