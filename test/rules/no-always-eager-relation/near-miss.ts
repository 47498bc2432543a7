function Entity(): ClassDecorator {
  return () => {};
}

function ManyToOne(_target: () => unknown, _options: { eager: boolean }): PropertyDecorator {
  return () => {};
}

@Entity()
class Author {
  id: number;
}

@Entity()
export class Book {
  @ManyToOne(() => Author, { eager: true })
  author: Author;
}
