import { Column, Entity, ManyToOne, PrimaryGeneratedColumn } from "typeorm";

@Entity()
export class House {
  @PrimaryGeneratedColumn()
  id: number;
}

@Entity()
export class Person {
  @PrimaryGeneratedColumn()
  id: number;

  @ManyToOne(() => House, { nullable: false })
  home: House | null;

  @Column({ nullable: true })
  homeId: number | null;

  @ManyToOne(() => Person)
  guardian: Person | null;
}
