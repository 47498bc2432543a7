import { Column, DataSource, Entity, PrimaryGeneratedColumn } from "typeorm";

export const database = new DataSource({
  type: "mysql",
  url: process.env.DATABASE_URL,
  bigNumberStrings: false,
  extra: { decimalNumbers: true },
});

@Entity()
export class Invoice {
  @PrimaryGeneratedColumn({ type: "bigint" })
  id: number;

  @Column({ type: "decimal", precision: 12, scale: 2 })
  total: number;
}
