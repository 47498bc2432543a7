import { Column, DataSource, Entity, ObjectId, ObjectIdColumn } from "typeorm";

export const database = new DataSource({ type: "mongodb", url: process.env.DATABASE_URL });

@Entity()
export class Customer {
  @ObjectIdColumn()
  id: ObjectId;

  @Column()
  nickname: string | null;

  @Column({ nullable: true })
  title: string;
}
