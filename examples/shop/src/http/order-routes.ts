import { type Request, type Response, Router } from "express";
import { dataSource } from "../data-source.js";
import { Order } from "../entities/order.js";
import { OrderRepository } from "../repositories/order-repository.js";

const orders = new OrderRepository(dataSource);
export const orderRoutes = Router();

orderRoutes.get("/orders", async (request: Request, response: Response) => {
  const page = Number(request.query.page ?? 0);
  const found = await orders.page(page * 20, 20);
  response.json(found.map((order) => ({ id: order.id, status: order.status })));
});

orderRoutes.get("/orders/export", async (request: Request, response: Response) => {
  const rows = await dataSource.query(
    "SELECT id, status FROM orders WHERE status = '" + request.query.status + "'",
  );
  response.json(rows);
});

orderRoutes.delete("/orders/:id", async (request: Request, response: Response) => {
  await dataSource.getRepository(Order).delete({ id: String(request.params.id) });
  response.sendStatus(204);
});
