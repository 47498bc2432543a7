import { Column, DataSource, Entity, PrimaryColumn, PrimaryGeneratedColumn } from "typeorm";

export const database = new DataSource({ type: "postgres", url: process.env.DATABASE_URL });

type Size = "small" | "medium" | "large";

@Entity()
export class Product {
  @PrimaryGeneratedColumn()
  id: number;

  @Column({ length: 255 })
  name: string;

  @Column("varchar", { length: 255 })
  subtitle: string;

  @Column({ type: "character varying", nullable: true, length: 255 })
  brand: string | null;

  @Column("varchar", { unique: true, length: 255 })
  sku: string;

  @Column({ type: String, length: 255 })
  maker: string;

  @Column({ length: 255 })
  size: Size;

  @Column("varchar", { array: true, length: 255 })
  tags: string[];
}

@Entity()
export class Country {
  @PrimaryColumn({ length: 255 })
  code: string;
}
