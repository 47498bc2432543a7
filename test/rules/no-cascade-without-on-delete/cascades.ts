import { Entity, JoinColumn, ManyToOne, OneToMany, OneToOne, PrimaryGeneratedColumn } from "typeorm";

@Entity()
export class Order {
  @PrimaryGeneratedColumn()
  id: number;

  @OneToMany(() => OrderLine, (line) => line.order, { cascade: ["insert", "remove"] })
                                                   // ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: Order.lines passes removals on through the ORM only
  lines: OrderLine[];

  @OneToMany(() => Parcel, (parcel) => parcel.order, { cascade: true, onDelete: "CASCADE" })
                                                                   // ^^^^^^^^^^^^^^^^^^^ warning: `onDelete` has no effect on Order.parcels
  parcels: Parcel[];

  @OneToOne(() => Invoice, (invoice) => invoice.order, { cascade: true })
                                                      // ^^^^^^^^^^^^^ warning: Order.invoice passes removals on through the ORM only
  invoice: Invoice;

  @OneToMany(() => Note, (note) => note.order, { onDelete: "SET NULL" })
                                              // ^^^^^^^^^^^^^^^^^^^^ warning: `onDelete` has no effect on Order.notes
  notes: Note[];

  @OneToMany(() => Parcel, (parcel) => parcel.origin, { onDelete: "CASCADE" })
                                                     // ^^^^^^^^^^^^^^^^^^^ warning: `onDelete` has no effect on Order.sent
  sent: Parcel[];
}

@Entity()
export class OrderLine {
  @PrimaryGeneratedColumn()
  id: number;

  @ManyToOne(() => Order, (order) => order.lines)
  order: Order;
}

@Entity()
export class Parcel {
  @PrimaryGeneratedColumn()
  id: number;

  @ManyToOne(() => Order, (order) => order.parcels)
  order: Order;

  @ManyToOne(() => Order, (order) => order.sent)
  origin: Order;
}

@Entity()
export class Invoice {
  @PrimaryGeneratedColumn()
  id: number;

  @OneToOne(() => Order, (order) => order.invoice)
  @JoinColumn()
  order: Order;
}

@Entity()
export class Note {
  @PrimaryGeneratedColumn()
  id: number;

  @ManyToOne(() => Order, (order) => order.notes, { onDelete: "SET NULL" })
  order: Order | null;
}
