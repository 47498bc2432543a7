function OneToMany(_target: () => unknown, _options: object): PropertyDecorator {
  return () => {};
}

export class Order {
  @OneToMany(() => OrderLine, { cascade: true, onDelete: "CASCADE" })
  lines: OrderLine[];
}

export class OrderLine {
  order: Order;
}
