import { Column, Entity, JoinColumn, ManyToOne, OneToOne, PrimaryGeneratedColumn } from "typeorm";

type Name = string;

@Entity()
export class Customer {
  @PrimaryGeneratedColumn()
  id: number;

  @Column({ type: "varchar", length: 50, nullable: true })
  nickname: string;
//^^^^^^^^ error: Customer.nickname is nullable in the database

  @Column({ length: 50, nullable: true })
  alias: Name;
//^^^^^ error: Customer.alias is nullable in the database

  @Column("int", { nullable: true })
  age: number;
//^^^ error: Customer.age is nullable in the database

  @Column({ type: "date", default: null })
  born: Date;
//^^^^ error: Customer.born is nullable in the database

  @Column({ type: "varchar", length: 50, nullable: true, default: "" })
  note: string;
//^^^^ warning: Customer.note is nullable in the database

  @Column({ type: "varchar", length: 50 })
  name: string | null;
//^^^^ error: Customer.name may be `null` by its type `string | null`

  @Column({ type: "int", nullable: false })
  visits: number | null;
//^^^^^^ error: Customer.visits may be `null` by its type `number | null`

  @Column({ type: "varchar", length: 50, array: true, nullable: true })
  tags: string[];
//^^^^ error: Customer.tags is nullable in the database

  @ManyToOne(() => Customer, { nullable: false })
  referrer: Customer | null;
//^^^^^^^^ error: Customer.referrer may be `null` by its type `Customer | null`

  @OneToOne(() => Customer, { nullable: false })
  @JoinColumn()
  partner: Customer | null;
//^^^^^^^ error: Customer.partner may be `null` by its type `Customer | null`
}
