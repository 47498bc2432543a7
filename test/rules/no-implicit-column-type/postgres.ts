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

  @Column({ length: 50, nullable: true })
  nickname: string | null;
//^^^^^^^^ warning: Customer.nickname has no written column type

  @Column({ nullable: true })
  age: number | null;
//^^^ warning: Customer.age has no written column type

  @Column({ nullable: true })
  seenAt: Date | null;
//^^^^^^ warning: Customer.seenAt has no written column type

  @Column()
  address: Address;
//^^^^^^^ warning: Customer.address has no written column type

  @Column()
  extra: any;
//^^^^^ warning: Customer.extra has no written column type

  @Column()
  reference: string | number;
//^^^^^^^^^ warning: Customer.reference has no written column type

  @Column()
  tags: string[];
//^^^^ warning: Customer.tags has no written column type

  @Column()
  mixed: Mixed;
//^^^^^ warning: Customer.mixed has no written column type

  @Column()
  visits: bigint;
//^^^^^^ warning: Customer.visits has no written column type
}
