import { Column, CreateDateColumn, Entity, PrimaryGeneratedColumn } from "typeorm";

@Entity()
export class Appointment {
  @PrimaryGeneratedColumn()
  id: number;

  @Column("timestamp")
  startsAt: Date;

  @CreateDateColumn()
  createdAt: Date;
}
