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

  @Column()
  title: string | undefined;
//^^^^^ warning: Product.title has no written column type

  @Column()
  label = "";
//^^^^^ warning: Product.label has no written column type

  @Column({ default: 0 })
  stock = 0;
//^^^^^ warning: Product.stock has no written column type

  @Column({ nullable: true })
  name: Name;
//^^^^ warning: Product.name has no written column type

  @Column({ nullable: true })
  subtitle: Maybe<string>;
//^^^^^^^^ warning: Product.subtitle has no written column type

  @Column({ nullable: true })
  colour: Colour | null;
//^^^^^^ warning: Product.colour has no written column type

  @Column()
  price: Money;
//^^^^^ warning: Product.price has no written column type

  @Column()
  image: Buffer;
//^^^^^ warning: Product.image has no written column type

  @Column()
  bytes: Uint8Array;
//^^^^^ warning: Product.bytes has no written column type

  @Column()
  get computed() {
   // ^^^^^^^^ warning: Product.computed has no written column type
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
