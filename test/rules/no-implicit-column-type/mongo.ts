import { Column, DataSource, Entity, ObjectId, ObjectIdColumn } from "typeorm";

export const database = new DataSource({ type: "mongodb", url: process.env.DATABASE_URL });

export class Address {
  @Column()
  lines: string[];
}

@Entity()
export class Customer {
  @ObjectIdColumn()
  id: ObjectId;

  @Column()
  tags: string[];

  @Column()
  nickname: string | null;

  @Column()
  extra: Record<string, string>;

  @Column(() => Address)
  address: Address;
}
