import {
  Column,
  CreateDateColumn,
  DeleteDateColumn,
  Entity,
  Generated,
  JoinColumn,
  ManyToOne,
  OneToOne,
  PrimaryGeneratedColumn,
  type Relation,
} from "typeorm";

type Maybe<T> = T | null;

@Entity()
export class Customer {
  @PrimaryGeneratedColumn()
  id: number;

  @Column({ type: "varchar", length: 50, nullable: true })
  nickname: string | null;

  @Column({ type: "varchar", length: 50, nullable: true })
  title: Maybe<string>;

  @Column({ length: 50, nullable: true })
  alias?: string;

  @Column({ type: "varchar", length: 50, nullable: true })
  suffix: string | undefined;

  @Column({ length: 50 })
  name: string;

  @Column({ length: 50, default: "new" })
  state?: string;

  @Column({ type: "jsonb", nullable: true })
  extra: any;

  @Column({ type: "jsonb", nullable: true })
  details: unknown;

  @Column({
    type: "varchar",
    length: 50,
    nullable: true,
    transformer: { from: (value: string | null) => value ?? "", to: (value: string) => value },
  })
  note: string;

  @Column({ type: "uuid" })
  @Generated("uuid")
  token: string | null;

  @CreateDateColumn()
  createdAt: Date;

  @DeleteDateColumn()
  deletedAt: Date;

  @ManyToOne(() => Customer)
  referrer: Customer;

  @ManyToOne(() => Customer, { nullable: false })
  manager: Customer;

  @ManyToOne(() => Customer, { nullable: true })
  friend: Relation<Customer> | null;

  @OneToOne(() => Customer, (customer) => customer.inverse, { nullable: false })
  @JoinColumn()
  owner?: Customer;

  @OneToOne(() => Customer, (customer) => customer.owner, { nullable: false })
  inverse: Customer | null;
}
