import { Column, DataSource, Entity, PrimaryGeneratedColumn } from "typeorm";

export const database = new DataSource({ type: "postgres", url: process.env.DATABASE_URL });

@Entity()
export class Invoice {
  @PrimaryGeneratedColumn({ type: "bigint" })
  id: string;

  @Column({ type: "numeric", precision: 12, scale: 2 })
  total: string;

  @Column("decimal", { precision: 12, scale: 2, nullable: true })
  discount: string | null;

  @Column({ type: "int8" })
  views: string;

  @Column("bigint", { default: 0 })
  clicks: number = 0;

  @Column("bigint", { array: true })
  counters: number[];
}
