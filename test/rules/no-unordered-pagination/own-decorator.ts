import { Column, Entity, PrimaryGeneratedColumn, type Repository } from "typeorm";

/** A decorator of the project's own: it may add a column, never an order. */
function Audited(): PropertyDecorator {
  return (target, property) => Column({ length: 40 })(target, property);
}

@Entity()
export class Reading {
  @PrimaryGeneratedColumn()
  id: number;

  @Audited()
  sensor: string;
}

export async function page(readings: Repository<Reading>, skip: number): Promise<Reading[]> {
  return readings.find({ skip, take: 50 });
  //                     ^^^^ warning: takes a page of rows in no order
}
