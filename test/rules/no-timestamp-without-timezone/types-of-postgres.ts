import { Column, CreateDateColumn, Entity, PrimaryGeneratedColumn } from "typeorm";

@Entity()
export class Appointment {
  @PrimaryGeneratedColumn()
  id: number;

  @Column("jsonb")
  details: object;

  @Column("timestamp")
  startsAt: Date;
//^^^^^^^^ warning: Appointment.startsAt is stored without a time zone

  @CreateDateColumn()
  createdAt: Date;
//^^^^^^^^^ warning: Appointment.createdAt becomes `timestamp without time zone` on PostgreSQL
}
