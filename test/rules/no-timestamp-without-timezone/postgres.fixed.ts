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

  @Column("timestamptz")
  startsAt: Date;

  @Column("timestamptz")
  endsAt: Date;

  @Column({ type: "timestamptz", nullable: true })
  cancelledAt: Date | null;

  @Column({ type: "timestamptz" })
  confirmedAt: Date;

  @CreateDateColumn({ type: "timestamptz" })
  createdAt: Date;

  @UpdateDateColumn({ type: "timestamptz" })
  updatedAt: Date;

  @DeleteDateColumn({ type: "timestamptz" })
  deletedAt: Date | null;
}
