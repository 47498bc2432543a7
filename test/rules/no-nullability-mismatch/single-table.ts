import { ChildEntity, Column, Entity, PrimaryGeneratedColumn, TableInheritance } from "typeorm";

@Entity()
@TableInheritance({ column: "kind" })
export class Payment {
  @PrimaryGeneratedColumn()
  id: number;
}

@ChildEntity()
export class CardPayment extends Payment {
  @Column({ type: "varchar", length: 20 })
  card: string | null;

  @Column({ type: "varchar", length: 20, nullable: true })
  bank: string | null;
}
