// fixture {"options": {"strict": true}}
import { DeleteDateColumn, Entity, PrimaryGeneratedColumn } from "typeorm";

@Entity()
export class Customer {
  @PrimaryGeneratedColumn()
  id: number;

  @DeleteDateColumn({ type: "timestamptz" })
  deletedAt: Date;
//^^^^^^^^^ error: Customer.deletedAt is nullable in the database

  @DeleteDateColumn({ type: "timestamptz" })
  erasedAt: Date | null;
}
