import { Column, CreateDateColumn, DataSource, Entity, PrimaryGeneratedColumn } from "typeorm";

export const database = new DataSource({ type: "mysql", url: process.env.DATABASE_URL });

@Entity()
export class Appointment {
  @PrimaryGeneratedColumn()
  id: number;

  @Column("timestamp")
  startsAt: Date;

  @Column("datetime")
  endsAt: Date;

  @CreateDateColumn()
  createdAt: Date;
}
