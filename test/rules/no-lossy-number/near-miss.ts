function Column(_type: string, _options?: object): PropertyDecorator {
  return () => {};
}

export class Invoice {
  @Column("bigint")
  views: number;
}
