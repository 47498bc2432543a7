import { DataSource } from "typeorm";
import { AuditEntry } from "./entities/audit-entry.js";
import { Category } from "./entities/category.js";
import { Coupon } from "./entities/coupon.js";
import { Customer } from "./entities/customer.js";
import { Order } from "./entities/order.js";
import { OrderLine } from "./entities/order-line.js";
import { Product } from "./entities/product.js";
import { Review } from "./entities/review.js";

const entities = [AuditEntry, Category, Coupon, Customer, Order, OrderLine, Product, Review];

export const dataSource = new DataSource({
  type: "postgres",
  host: process.env.DB_HOST,
  username: process.env.DB_USER,
  password: process.env.DB_PASSWORD,
  database: "shop",
  entities,
  migrations: ["dist/migrations/*.js"],
  synchronize: process.env.NODE_ENV === "test",
});

/** Reads the warehouse's copy of the catalogue. */
export const warehouse = new DataSource({
  type: "postgres",
  url: "postgres://warehouse:t0psecret@warehouse.internal:5432/stock",
  entities: [Product, Category],
  synchronize: true,
});
