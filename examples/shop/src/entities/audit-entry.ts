import { Column, Entity } from "typeorm";

@Entity("audit_entries")
export class AuditEntry {
  @Column({ type: "timestamptz" })
  at: Date;

  @Column({ type: "varchar", length: 200 })
  event: string;
}
