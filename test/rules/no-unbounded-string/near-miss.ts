function Entity(): ClassDecorator {
  return () => {};
}

function Column(_options?: object): PropertyDecorator {
  return () => {};
}

@Entity()
export class Product {
  @Column()
  name: string;

  @Column({ type: "varchar" })
  sku: string;
}
