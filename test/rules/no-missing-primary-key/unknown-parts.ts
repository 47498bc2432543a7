import { Column, Entity, PrimaryGeneratedColumn } from "typeorm";

function Id(): PropertyDecorator {
  return PrimaryGeneratedColumn("uuid");
}

function WithKey<T extends new (...args: any[]) => object>(Base: T) {
  class Keyed extends Base {
    @PrimaryGeneratedColumn()
    id: number;
  }
  return Keyed;
}

@Entity()
export class Decorated {
  @Id()
  id: string;

  @Column()
  on: boolean;
}

@Entity()
export class Mixed extends WithKey(class {}) {
  @Column()
  on: boolean;
}
