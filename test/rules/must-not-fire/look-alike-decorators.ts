/** Decorators of a form library, named as those of ORMs are. */
function Entity(_name?: string): ClassDecorator {
  return () => {};
}

function Column(_options?: object): PropertyDecorator {
  return () => {};
}

function ManyToOne(_target: () => unknown, _options?: object): PropertyDecorator {
  return () => {};
}

@Entity()
export class Address {
  @Column()
  street: string | undefined;

  @Column({ type: "timestamp" })
  moved: Date;

  @Column({ type: "bigint" })
  number: number;

  @ManyToOne(() => Address, { eager: true, cascade: true })
  parent: Address;
}

/** Options of a thing that is no connection to a database. */
export const options = {
  type: "postgres",
  synchronize: true,
  password: "not a database's",
  entities: [Address],
};
