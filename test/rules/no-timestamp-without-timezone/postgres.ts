import {
  Column,
  CreateDateColumn,
  DataSource,
  DeleteDateColumn,
  Entity,
  PrimaryGeneratedColumn,
  UpdateDateColumn,
} from "typeorm";

export const database = new DataSource({ type: "postgres", url: process.env.DATABASE_URL });

@Entity()
export class Appointment {
  @PrimaryGeneratedColumn()
  id: number;

  @Column()
  startsAt: Date;
//^^^^^^^^ warning: Appointment.startsAt becomes `timestamp without time zone` on PostgreSQL

  @Column("timestamp")
  endsAt: Date;
//^^^^^^ warning: Appointment.endsAt is stored without a time zone

  @Column({ type: "timestamp without time zone", nullable: true })
  cancelledAt: Date | null;
//^^^^^^^^^^^ warning: Appointment.cancelledAt is stored without a time zone

  @Column({ type: Date })
  confirmedAt: Date;
//^^^^^^^^^^^ warning: Appointment.confirmedAt is stored without a time zone

  @CreateDateColumn()
  createdAt: Date;
//^^^^^^^^^ warning: Appointment.createdAt becomes `timestamp without time zone` on PostgreSQL

  @UpdateDateColumn({ type: "timestamp" })
  updatedAt: Date;
//^^^^^^^^^ warning: Appointment.updatedAt is stored without a time zone

  @DeleteDateColumn()
  deletedAt: Date | null;
//^^^^^^^^^ warning: Appointment.deletedAt becomes `timestamp without time zone` on PostgreSQL
}
