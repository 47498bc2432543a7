import { Column, DataSource, Entity, PrimaryGeneratedColumn } from "typeorm";

export const database = new DataSource({ type: "postgres", url: process.env.DATABASE_URL });

@Entity()
export class Invoice {
  @PrimaryGeneratedColumn({ type: "bigint" })
  id: number;

  @Column({ type: "numeric", precision: 12, scale: 2 })
  total: number;

  @Column("decimal", { precision: 12, scale: 2, nullable: true })
  discount: number | null;

  @Column({ type: "int8" })
  views: number;

  @Column("bigint", { default: 0 })
  clicks: number = 0;

  @Column("bigint", { array: true })
  counters: number[];
}
