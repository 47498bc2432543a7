import { Column, DataSource, Entity, PrimaryGeneratedColumn } from "typeorm";

export const database = new DataSource({ type: "postgres", url: process.env.DATABASE_URL });

@Entity()
export class Customer {
  @PrimaryGeneratedColumn()
  id: number;

  @Column({ length: 50, nullable: true })
  nickname: string | null;
}
