function Column(_options?: object): PropertyDecorator {
  return () => {};
}

export class Customer {
  @Column({ nullable: true })
  nickname: string | null;

  @Column()
  extra: any;
}
