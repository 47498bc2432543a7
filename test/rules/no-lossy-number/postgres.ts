import { Column, DataSource, Entity, PrimaryGeneratedColumn } from "typeorm";

export const database = new DataSource({ type: "postgres", url: process.env.DATABASE_URL });

@Entity()
export class Invoice {
  @PrimaryGeneratedColumn({ type: "bigint" })
  id: number;
//^^ error: Invoice.id is typed `number`

  @Column({ type: "numeric", precision: 12, scale: 2 })
  total: number;
//^^^^^ error: Invoice.total is typed `number`

  @Column("decimal", { precision: 12, scale: 2, nullable: true })
  discount: number | null;
//^^^^^^^^ error: Invoice.discount is typed `number`

  @Column({ type: "int8" })
  views: number;
//^^^^^ error: Invoice.views is typed `number`

  @Column("bigint", { default: 0 })
  clicks: number = 0;
//^^^^^^ error: Invoice.clicks is typed `number`

  @Column("bigint", { array: true })
  counters: number[];
//^^^^^^^^ error: Invoice.counters is typed as an array of numbers
}
