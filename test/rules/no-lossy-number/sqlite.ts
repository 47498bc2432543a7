import { Column, DataSource, Entity, PrimaryGeneratedColumn } from "typeorm";

export const database = new DataSource({ type: "better-sqlite3", database: "shop.db" });

@Entity()
export class Invoice {
  @PrimaryGeneratedColumn()
  id: number;

  @Column({ type: "decimal", precision: 12, scale: 2 })
  total: number;

  @Column("bigint")
  views: number;
}
