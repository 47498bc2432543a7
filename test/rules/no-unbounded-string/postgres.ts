import { Column, DataSource, Entity, PrimaryColumn, PrimaryGeneratedColumn } from "typeorm";

export const database = new DataSource({ type: "postgres", url: process.env.DATABASE_URL });

type Size = "small" | "medium" | "large";

@Entity()
export class Product {
  @PrimaryGeneratedColumn()
  id: number;

  @Column()
  name: string;
//^^^^ warning: Product.name is a string column without a length

  @Column("varchar")
  subtitle: string;
//^^^^^^^^ warning: Product.subtitle is a string column without a length

  @Column({ type: "character varying", nullable: true })
  brand: string | null;
//^^^^^ warning: Product.brand is a string column without a length

  @Column("varchar", { unique: true })
  sku: string;
//^^^ warning: Product.sku is a string column without a length

  @Column({ type: String })
  maker: string;
//^^^^^ warning: Product.maker is a string column without a length

  @Column()
  size: Size;
//^^^^ warning: Product.size is a string column without a length

  @Column("varchar", { array: true })
  tags: string[];
//^^^^ warning: Product.tags is a string column without a length
}

@Entity()
export class Country {
  @PrimaryColumn()
  code: string;
//^^^^ warning: Country.code is a string column without a length
}
