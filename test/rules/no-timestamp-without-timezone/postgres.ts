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

  @Column("timestamp")
  endsAt: Date;

  @Column({ type: "timestamp without time zone", nullable: true })
  cancelledAt: Date | null;

  @Column({ type: Date })
  confirmedAt: Date;

  @CreateDateColumn()
  createdAt: Date;

  @UpdateDateColumn({ type: "timestamp" })
  updatedAt: Date;

  @DeleteDateColumn()
  deletedAt: Date | null;
}
