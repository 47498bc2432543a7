import { Entity, OneToMany, PrimaryGeneratedColumn } from "typeorm";
import { Book } from "./book";

@Entity()
export class Author {
  @PrimaryGeneratedColumn()
  id: number;

  @OneToMany(() => Book, (book) => book.author)
  books: Book[];
}
