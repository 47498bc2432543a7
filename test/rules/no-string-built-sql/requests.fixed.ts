import type { Request, Response } from "express";
import type { DataSource } from "typeorm";

export const search = (database: DataSource) => async (request: Request, response: Response) => {
  const { sort } = request.query;
  response.json(await database.query(`SELECT id FROM post ORDER BY ${sort}`));
  response.json(await database.query(`SELECT id FROM post WHERE id = $1`, [request.params.id]));
  const order = request.query.order as "ASC" | "DESC";
  response.json(await database.query(`SELECT id FROM post ORDER BY id ${order}`));
};

export const listed = async (database: DataSource, request: Request): Promise<void> => {
  const ids = String(request.query.ids).split(",");
  const filled = ids.filter((id) => id.length > 0);
  await database.query(`SELECT id FROM post WHERE id IN (${filled.join(",")})`);
};
