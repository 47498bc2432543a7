import { Column, DataSource, Entity, Generated, PrimaryColumn, PrimaryGeneratedColumn } from "typeorm";

export const database = new DataSource({ type: "postgres", url: process.env.DATABASE_URL });

@Entity()
export class Invitation {
  @PrimaryGeneratedColumn("uuid")
  id: string;

  @Column()
  @Generated("uuid")
  token: string;
}

@Entity()
export class Ticket {
  @PrimaryColumn()
  @Generated("uuid")
  id: string;
}
