import { Entity, ManyToOne, PrimaryGeneratedColumn, type RelationOptions } from "typeorm";

const always = { eager: true } as const;
const owned: RelationOptions = { onDelete: "CASCADE" };
const loads = process.env.LOADS === "1";

@Entity()
export class Author {
  @PrimaryGeneratedColumn()
  id: number;
}

@Entity()
export class Book {
  @PrimaryGeneratedColumn()
  id: number;

  @ManyToOne(() => Author, always)
  author: Author;
//^^^^^^ warning: Book.author is loaded with every find of Book

  @ManyToOne(() => Author, { ...always, nullable: false })
  editor: Author;
//^^^^^^ warning: Book.editor is loaded with every find of Book

  @ManyToOne(() => Author, { ...always, eager: false })
  reader: Author;

  @ManyToOne(() => Author, owned)
  owner: Author;

  @ManyToOne(() => Author, { eager: loads })
  translator: Author;
}
