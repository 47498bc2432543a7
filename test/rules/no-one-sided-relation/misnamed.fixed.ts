import { Entity, ManyToOne, OneToMany, PrimaryGeneratedColumn } from "typeorm";

@Entity()
export class Author {
  @PrimaryGeneratedColumn()
  id: number;

  @OneToMany("Book", "author")
  books: Book[];

  @OneToMany(() => Book, (book) => book.title)
  drafts: Book[];

  @OneToMany(() => Book, (book) => book.publisher)
  published: Book[];

  @OneToMany(() => Book, (book) => book.translator)
  edited: Book[];

  @OneToMany(() => Book, (book) => book.translator)
  translated: Book[];
}

@Entity()
export class Publisher {
  @PrimaryGeneratedColumn()
  id: number;

  @ManyToOne(() => Book, (book) => book.publisher)
  bestseller: Book;
}

@Entity()
export class Shop {
  @PrimaryGeneratedColumn()
  id: number;

  @OneToMany(() => Rate, (rate) => rate.publisher)
  rates: Rate[];
}

@Entity()
export class Rate {
  @PrimaryGeneratedColumn()
  id: number;

  @ManyToOne(() => Publisher)
  publisher: Publisher;

  @ManyToOne(() => Shop, (shop) => shop.rates)
  shop: Shop;
}

@Entity()
export class Book {
  @PrimaryGeneratedColumn()
  id: number;

  title: string;

  @ManyToOne(() => Author, (author) => author.books)
  author: Author;

  @ManyToOne(() => Author, (author) => author.translated)
  translator: Author;

  @ManyToOne(() => Publisher)
  publisher: Publisher;
}
