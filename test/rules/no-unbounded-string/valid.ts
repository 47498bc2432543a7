import {
  Column,
  DataSource,
  Entity,
  PrimaryColumn,
  PrimaryGeneratedColumn,
  ViewColumn,
  ViewEntity,
} from "typeorm";

export const database = new DataSource({ type: "postgres", url: process.env.DATABASE_URL });

const NAME = { length: 80 } as const;

enum State {
  Draft = "draft",
  Sold = "sold",
}

@Entity()
export class Product {
  @PrimaryGeneratedColumn("uuid")
  id: string;

  @Column({ length: 100 })
  name: string;

  @Column("varchar", { length: 20 })
  sku: string;

  @Column(NAME)
  maker: string;

  @Column("text")
  description: string;

  @Column({ type: "citext" })
  email: string;

  @Column("uuid")
  owner: string;

  @Column("enum", { enum: State })
  state: State;

  @Column("jsonb")
  details: object;

  @Column("simple-array")
  tags: string[];

  @Column("simple-json")
  extra: object;

  @Column({ transformer: { from: (value: string) => value, to: (value: string) => value } })
  encrypted: string;

  @Column("numeric", { precision: 10, scale: 2 })
  price: string;

  @Column("date")
  soldOn: string;
}

@Entity()
export class Country {
  @PrimaryColumn({ length: 2 })
  code: string;
}

@ViewEntity({ expression: "select code from country" })
export class CountryCode {
  @ViewColumn()
  code: string;
}
