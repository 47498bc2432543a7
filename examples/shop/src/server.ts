import express from "express";
import { dataSource } from "./data-source.js";
import { orderRoutes } from "./http/order-routes.js";

await dataSource.initialize();
express().use(orderRoutes).listen(3000);
