import { Column, DataSource, Entity, PrimaryColumn, PrimaryGeneratedColumn } from "typeorm";

export const database = new DataSource({ type: "postgres", url: process.env.DATABASE_URL });

type Size = "small" | "medium" | "large";

@Entity()
export class Product {
  @PrimaryGeneratedColumn()
  id: number;

  @Column()
  name: string;

  @Column("varchar")
  subtitle: string;

  @Column({ type: "character varying", nullable: true })
  brand: string | null;

  @Column("varchar", { unique: true })
  sku: string;

  @Column({ type: String })
  maker: string;

  @Column()
  size: Size;

  @Column("varchar", { array: true })
  tags: string[];
}

@Entity()
export class Country {
  @PrimaryColumn()
  code: string;
}
