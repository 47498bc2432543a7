import { Entity, ManyToMany, ManyToOne, OneToOne, PrimaryGeneratedColumn } from "typeorm";

@Entity()
class Author {
  @PrimaryGeneratedColumn()
  id: number;
}

@Entity()
class Book {
  @PrimaryGeneratedColumn()
  id: number;

  @ManyToOne(() => Author, { eager: true })
                          // ^^^^^^^^^^^ warning: Book.author is loaded with every find of Book
  author: Author;

  @ManyToOne(
    () => Author,
    (author) => author.id,
    { nullable: true, "eager": true },
                   // ^^^^^^^^^^^^^ warning: Book.editor is loaded with every find of Book
  )
  editor: Author | null;

  @OneToOne("Author", { eager: true as const })
                     // ^^^^^^^^^^^^^^^^^^^^ warning: Book.translator is loaded with every find of Book
  translator: Author;

  @ManyToMany(() => Author, { eager: false })
  reviewers: Author[];
}
