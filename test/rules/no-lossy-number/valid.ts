import { Column, DataSource, Entity, PrimaryGeneratedColumn } from "typeorm";

export const database = new DataSource({ type: "postgres", url: process.env.DATABASE_URL });

const toBigInt = { from: (value: string) => BigInt(value), to: (value: bigint) => String(value) };

@Entity()
export class Invoice {
  @PrimaryGeneratedColumn({ type: "bigint" })
  id: string;

  @Column({ type: "numeric", precision: 12, scale: 2 })
  total: string;

  @Column({ type: "numeric", transformer: { from: Number, to: String } })
  discount: number;

  @Column({ type: "bigint", transformer: toBigInt })
  views: bigint;

  @Column("int")
  clicks: number;

  @Column("float")
  ratio: number;

  @Column()
  pages: number;
}
