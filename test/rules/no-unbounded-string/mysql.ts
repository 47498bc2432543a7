import { Column, DataSource, Entity, PrimaryGeneratedColumn } from "typeorm";

export const database = new DataSource({ type: "mysql", url: process.env.DATABASE_URL });

@Entity()
export class Product {
  @PrimaryGeneratedColumn()
  id: number;

  @Column()
  name: string;
}
