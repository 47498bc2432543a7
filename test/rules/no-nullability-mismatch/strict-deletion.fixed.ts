// fixture {"options": {"strict": true}}
import { DeleteDateColumn, Entity, PrimaryGeneratedColumn } from "typeorm";

@Entity()
export class Customer {
  @PrimaryGeneratedColumn()
  id: number;

  @DeleteDateColumn({ type: "timestamptz" })
  deletedAt: Date | null;

  @DeleteDateColumn({ type: "timestamptz" })
  erasedAt: Date | null;
}
