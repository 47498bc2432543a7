import { Column, Entity, JoinColumn, ManyToOne, OneToOne, PrimaryGeneratedColumn } from "typeorm";

type Name = string;

@Entity()
export class Customer {
  @PrimaryGeneratedColumn()
  id: number;

  @Column({ type: "varchar", length: 50, nullable: true })
  nickname: string;

  @Column({ length: 50, nullable: true })
  alias: Name;

  @Column("int", { nullable: true })
  age: number;

  @Column({ type: "date", default: null })
  born: Date;

  @Column({ type: "varchar", length: 50 })
  name: string | null;

  @Column({ type: "int", nullable: false })
  visits: number | null;

  @Column({ type: "varchar", length: 50, array: true, nullable: true })
  tags: string[];

  @ManyToOne(() => Customer, { nullable: false })
  referrer: Customer | null;

  @OneToOne(() => Customer, { nullable: false })
  @JoinColumn()
  partner: Customer | null;
}
