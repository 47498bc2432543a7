import { Entity, ManyToOne, OneToMany, PrimaryGeneratedColumn } from "typeorm";

declare function fromSettings(): boolean;

@Entity()
export class Author {
  @PrimaryGeneratedColumn()
  id: number;

  @OneToMany(() => Book, (book) => book.author, { lazy: true })
  books: Promise<Book[]>;
}

@Entity()
export class Book {
  @PrimaryGeneratedColumn()
  id: number;

  @ManyToOne(() => Author, (author) => author.books)
  author: Author;

  @ManyToOne(() => Author, { eager: fromSettings() })
  editor: Author;
}
