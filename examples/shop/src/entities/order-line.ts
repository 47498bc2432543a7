import { Column, Entity, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from "typeorm";
import { Order } from "./order.js";
import { Product } from "./product.js";

@Entity("order_lines")
export class OrderLine {
  @PrimaryGeneratedColumn("identity", { generatedIdentity: "ALWAYS" })
  id: number;

  @Column({ type: "integer" })
  quantity: number;

  @ManyToOne(() => Order, (order) => order.lines, { nullable: false, onDelete: "CASCADE" })
  @JoinColumn({ name: "order_id" })
  order: Order;

  @ManyToOne(() => Product, (product) => product.lines, { nullable: false })
  @JoinColumn({ name: "product_id" })
  product: Product;
}
