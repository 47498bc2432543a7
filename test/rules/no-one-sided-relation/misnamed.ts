import { Entity, ManyToOne, OneToMany, PrimaryGeneratedColumn } from "typeorm";

@Entity()
export class Author {
  @PrimaryGeneratedColumn()
  id: number;

  @OneToMany("Book", "auhtor")
                  // ^^^^^^^^ warning: Author.books names `auhtor` as its inverse
  books: Book[];

  @OneToMany(() => Book, (book) => book.title)
                                     // ^^^^^ warning: Author.drafts names `title` as its inverse
  drafts: Book[];

  @OneToMany(() => Book, (book) => book.publisher)
                                     // ^^^^^^^^^ warning: Author.published names Book.publisher as its inverse
  published: Book[];

  @OneToMany(() => Book, (book) => book.translator)
                                     // ^^^^^^^^^^ warning: Author.edited names Book.translator as its inverse
  edited: Book[];

  @OneToMany(() => Book, (book) => book.translator)
  translated: Book[];
}

@Entity()
export class Publisher {
  @PrimaryGeneratedColumn()
  id: number;

  @ManyToOne(() => Book, (book) => book.publisher)
                                     // ^^^^^^^^^ warning: Publisher.bestseller is many-to-one and names Book.publisher as its inverse
  bestseller: Book;
}

@Entity()
export class Shop {
  @PrimaryGeneratedColumn()
  id: number;

  @OneToMany(() => Rate, (rate) => rate.publisher)
                                     // ^^^^^^^^^ warning: Shop.rates names Rate.publisher as its inverse
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
