import { Column, Entity, JoinColumn, ManyToOne, OneToOne, PrimaryGeneratedColumn } from "typeorm";

type Name = string;

@Entity()
export class Customer {
  @PrimaryGeneratedColumn()
  id: number;

  @Column({ type: "varchar", length: 50, nullable: true })
  nickname: string | null;

  @Column({ type: "varchar", length: 50, nullable: true })
  alias: Name | null;

  @Column("int", { nullable: true })
  age: number | null;

  @Column({ type: "date", default: null })
  born: Date | null;

  @Column({ type: "varchar", length: 50, nullable: true, default: "" })
  note: string | null;

  @Column({ type: "varchar", length: 50 })
  name: string;

  @Column({ type: "int", nullable: false })
  visits: number;

  @Column({ type: "varchar", length: 50, array: true, nullable: true })
  tags: string[] | null;

  @ManyToOne(() => Customer, { nullable: false })
  referrer: Customer | null;

  @OneToOne(() => Customer, { nullable: false })
  @JoinColumn()
  partner: Customer | null;
}
