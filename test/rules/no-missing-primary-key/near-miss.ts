function Entity(): ClassDecorator {
  return () => {};
}

function Column(): PropertyDecorator {
  return () => {};
}

@Entity()
export class Setting {
  @Column()
  name: string;
}
