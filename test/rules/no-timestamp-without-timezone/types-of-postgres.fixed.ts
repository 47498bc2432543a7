import { Column, CreateDateColumn, Entity, PrimaryGeneratedColumn } from "typeorm";

@Entity()
export class Appointment {
  @PrimaryGeneratedColumn()
  id: number;

  @Column("jsonb")
  details: object;

  @Column("timestamptz")
  startsAt: Date;

  @CreateDateColumn({ type: "timestamptz" })
  createdAt: Date;
}
