import { Column, DataSource, Entity, PrimaryGeneratedColumn } from "typeorm";

export const database = new DataSource({ type: "postgres", url: process.env.DATABASE_URL });

type Slug = string & { readonly __brand: "slug" };
type Maybe<T> = T | null;
type Tagged<T> = string & { readonly __tag?: T };
type Name = string | null;

enum Colour {
  Red = "red",
  Blue = "blue",
}

class Money {
  amount = 0;
}

@Entity()
export class Product {
  @PrimaryGeneratedColumn()
  id: number;

  @Column("varchar")
  title: string | undefined;

  @Column("varchar")
  label = "";

  @Column({ type: "int", default: 0 })
  stock = 0;

  @Column({ type: "varchar", nullable: true })
  name: Name;

  @Column({ type: "varchar", nullable: true })
  subtitle: Maybe<string>;

  @Column({ type: "varchar", nullable: true })
  colour: Colour | null;

  @Column()
  price: Money;

  @Column()
  image: Buffer;

  @Column()
  bytes: Uint8Array;

  @Column("varchar")
  get computed() {
    return "";
  }

  @Column()
  slug: Slug;

  @Column()
  tagged: Tagged<Product>;

  @Column()
  rank: 1 | -1;

  @Column()
  main: Colour.Red;

  @Column()
  code: `P${number}`;

  @Column({ nullable: true })
  hint?: string;

  @Column()
  either: (string);

  @Column()
  set written(value: string) {
    void value;
  }
}
