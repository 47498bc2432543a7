import {
  Column,
  CreateDateColumn,
  Entity,
  JoinColumn,
  ManyToOne,
  OneToMany,
  PrimaryGeneratedColumn,
} from "typeorm";
import { Coupon } from "./coupon.js";
import { Customer } from "./customer.js";
import { OrderLine } from "./order-line.js";

export enum OrderStatus {
  Draft = "draft",
  Placed = "placed",
  Shipped = "shipped",
  Cancelled = "cancelled",
}

@Entity("orders")
export class Order {
  @PrimaryGeneratedColumn("uuid")
  id: string;

  @Column({ type: "enum", enum: OrderStatus, default: OrderStatus.Draft })
  status: OrderStatus;

  @CreateDateColumn({ type: "timestamptz" })
  createdAt: Date;

  @ManyToOne(() => Customer, (customer) => customer.orders, { nullable: false, onDelete: "RESTRICT" })
  @JoinColumn({ name: "customer_id" })
  customer: Customer;

  @ManyToOne(() => Coupon, { eager: true, nullable: true })
  @JoinColumn({ name: "coupon_id" })
  coupon: Coupon | null;

  @OneToMany(() => OrderLine, (line) => line.order, { cascade: true })
  lines: OrderLine[];
}
