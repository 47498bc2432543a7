import { Column, DataSource, Entity, PrimaryGeneratedColumn } from "typeorm";

export const database = new DataSource({ type: "mssql", url: process.env.DATABASE_URL });

@Entity()
export class Article {
  @PrimaryGeneratedColumn()
  id: number;

  @Column()
  title: string;

  @Column({ type: "nvarchar", length: "MAX" })
  body: string;

  @Column("varchar", { length: "max" })
  source: string;
}
