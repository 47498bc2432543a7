import { Column, Entity, ManyToOne, PrimaryGeneratedColumn } from "typeorm";

@Entity()
export class Person {
  @PrimaryGeneratedColumn()
  id: number;

  @ManyToOne(() => Person, { nullable: false })
  parent: Person | null;

  @Column({ nullable: true })
  parentId: number | null;

  @ManyToOne(() => Person)
  guardian: Person | null;
}
