import { EntitySchema } from "typeorm";

interface Author {
  id: number;
  books: unknown[];
  drafts: unknown[];
}

interface Book {
  id: number;
  author: unknown;
}

export const authors = new EntitySchema<Author>({
  name: "author",
  columns: { id: { type: Number, primary: true } },
  relations: {
    books: { type: "one-to-many", target: "book", inverseSide: "author" },
    drafts: { type: "one-to-many", target: "books", inverseSide: "writer" },
  },
});

export const books = new EntitySchema<Book>({
  name: "book",
  tableName: "books",
  columns: { id: { type: Number, primary: true } },
  relations: {
    author: { type: "many-to-one", target: "author", inverseSide: "books" },
  },
});
