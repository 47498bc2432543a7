import { Column, DataSource, Entity, PrimaryGeneratedColumn } from "typeorm";

export const database = new DataSource({ type: "postgres", url: process.env.DATABASE_URL });

interface Address {
  city: string;
}

enum Mixed {
  None = 0,
  Some = "some",
}

@Entity()
export class Customer {
  @PrimaryGeneratedColumn()
  id: number;

  @Column({ type: "varchar", length: 50, nullable: true })
  nickname: string | null;

  @Column({ type: "int", nullable: true })
  age: number | null;

  @Column({ nullable: true })
  seenAt: Date | null;

  @Column()
  address: Address;

  @Column()
  extra: any;

  @Column()
  reference: string | number;

  @Column()
  tags: string[];

  @Column()
  mixed: Mixed;

  @Column()
  visits: bigint;
}
