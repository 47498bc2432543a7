import { Entity, JoinTable, ManyToMany, ManyToOne, OneToMany, PrimaryGeneratedColumn } from "typeorm";

@Entity()
export class Author {
  @PrimaryGeneratedColumn()
  id: number;

  @OneToMany(() => Book, (book) => book.author)
  books: Book[];

  @ManyToMany(() => Prize, (prize) => prize.winners)
  prizes: Prize[];
}

@Entity()
export class Book {
  @PrimaryGeneratedColumn()
  id: number;

  @ManyToOne(() => Author, (author) => author.books)
  author: Author;
}

@Entity()
export class Prize {
  @PrimaryGeneratedColumn()
  id: number;

  @ManyToMany(() => Author, (author) => author.prizes, { cascade: ["insert"] })
  @JoinTable()
  winners: Author[];
}
