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

  @ManyToOne(() => Author)
  author: Author;
//^^^^^^ warning: Book.author does not name Author.books as its inverse
}

@Entity()
export class Prize {
  @PrimaryGeneratedColumn()
  id: number;

  @ManyToMany(() => Author, { cascade: ["insert"] })
  @JoinTable()
  winners: Author[];
//^^^^^^^ warning: Prize.winners does not name Author.prizes as its inverse
}
