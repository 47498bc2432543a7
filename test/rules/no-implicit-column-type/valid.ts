import {
  Column,
  CreateDateColumn,
  DataSource,
  Entity,
  ManyToOne,
  PrimaryGeneratedColumn,
  UpdateDateColumn,
} from "typeorm";

export const database = new DataSource({ type: "postgres", url: process.env.DATABASE_URL });

enum Level {
  Low,
  High,
}

@Entity()
export class Customer {
  @PrimaryGeneratedColumn()
  id: number;

  @Column({ length: 50 })
  name: string;

  @Column("varchar", { length: 50, nullable: true })
  nickname: string | null;

  @Column({ length: 50, nullable: true })
  title?: string;

  @Column({ type: "int", nullable: true })
  age: number | null;

  @Column({ type: Number, nullable: true })
  size: number | null;

  @Column()
  active: boolean;

  @Column()
  level: Level;

  @Column()
  group: "a" | "b";

  @Column()
  born: Date;

  @Column("jsonb")
  extra: Record<string, string>;

  @Column("text", { array: true })
  tags: string[];

  @ManyToOne(() => Customer)
  parent: Customer;

  @Column({ nullable: true })
  parentId: number | null;

  @CreateDateColumn()
  createdAt: Date;

  @UpdateDateColumn()
  updatedAt: Date;
}
