import { Column, CreateDateColumn, Entity, Index, OneToMany, PrimaryGeneratedColumn } from "typeorm";
import { Order } from "./order.js";
import { Review } from "./review.js";

@Entity("customers")
export class Customer {
  @PrimaryGeneratedColumn("uuid")
  id: string;

  @Index({ unique: true })
  @Column({ type: "varchar", length: 320 })
  email: string;

  @Column()
  displayName: string;

  @Column({ type: "text", nullable: true })
  note: string | null;

  @Column({ type: "varchar", length: 40, nullable: true })
  phone: string;

  @CreateDateColumn({ type: "timestamptz" })
  createdAt: Date;

  @Column({ type: "timestamp", nullable: true })
  lastSeenAt: Date | null;

  @OneToMany(() => Order, (order) => order.customer)
  orders: Order[];

  @OneToMany(() => Review, (review) => review.customer)
  reviews: Review[];
}
