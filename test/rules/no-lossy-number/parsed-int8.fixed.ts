import { Column, DataSource, Entity, PrimaryGeneratedColumn } from "typeorm";

export const database = new DataSource({
  type: "postgres",
  url: process.env.DATABASE_URL,
  parseInt8: true,
});

@Entity()
export class Invoice {
  @PrimaryGeneratedColumn({ type: "bigint" })
  id: number;

  @Column({ type: "numeric", precision: 12, scale: 2 })
  total: string;
}
