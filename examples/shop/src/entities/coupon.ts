import { Column, Entity, PrimaryColumn } from "typeorm";

@Entity("coupons")
export class Coupon {
  @PrimaryColumn({ type: "varchar", length: 20 })
  code: string;

  @Column({ type: "bigint" })
  timesUsed: string;

  @Column({ type: "bigint" })
  budgetInCents: number;

  @Column({ type: "timestamptz", nullable: true })
  expiresAt: Date | null;
}
