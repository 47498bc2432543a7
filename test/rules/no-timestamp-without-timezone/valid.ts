import {
  Column,
  CreateDateColumn,
  DataSource,
  Entity,
  PrimaryGeneratedColumn,
  UpdateDateColumn,
} from "typeorm";

export const database = new DataSource({ type: "postgres", url: process.env.DATABASE_URL });

@Entity()
export class Appointment {
  @PrimaryGeneratedColumn()
  id: number;

  @Column("timestamptz")
  startsAt: Date;

  @Column({ type: "timestamp with time zone" })
  endsAt: Date;

  @Column("date")
  day: string;

  @Column("time")
  opensAt: string;

  @CreateDateColumn({ type: "timestamptz" })
  createdAt: Date;

  @UpdateDateColumn({ type: "timestamptz" })
  updatedAt: Date;
}
