function Entity(): ClassDecorator {
  return () => {};
}

function ManyToOne(_target: () => unknown): PropertyDecorator {
  return () => {};
}

function OneToMany(_target: string, _inverse: string): PropertyDecorator {
  return () => {};
}

@Entity()
export class Author {
  @OneToMany("Book", "auhtor")
  books: Book[];
}

@Entity()
export class Book {
  @ManyToOne(() => Author)
  author: Author;
}
