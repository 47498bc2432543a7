import {
  Column,
  Entity,
  JoinTable,
  ManyToMany,
  OneToMany,
  PrimaryGeneratedColumn,
  type ValueTransformer,
} from "typeorm";
import { Category } from "./category.js";
import { OrderLine } from "./order-line.js";
import { Review } from "./review.js";

const cents: ValueTransformer = {
  to: (value: number) => (value / 100).toFixed(2),
  from: (value: string) => Math.round(Number(value) * 100),
};

@Entity("products")
export class Product {
  @PrimaryGeneratedColumn()
  id: number;

  @Column({ type: "varchar", length: 160 })
  name: string;

  @Column({ type: "numeric", precision: 10, scale: 2, transformer: cents })
  priceInCents: number;

  @Column({ type: "numeric", precision: 10, scale: 3 })
  weight: number;

  @Column({ type: "jsonb" })
  attributes: Record<string, string>;

  @Column()
  dimensions: { width: number; height: number };

  @Column({ default: true })
  active: boolean;

  @ManyToMany(() => Category, (category) => category.products)
  @JoinTable({ name: "product_categories" })
  categories: Category[];

  @OneToMany(() => OrderLine, (line) => line.product)
  lines: OrderLine[];

  @OneToMany(() => Review, (review) => review.product, { cascade: ["insert", "remove"] })
  reviews: Review[];
}
