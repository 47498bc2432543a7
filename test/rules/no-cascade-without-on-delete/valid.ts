import {
  Entity,
  JoinColumn,
  JoinTable,
  ManyToMany,
  ManyToOne,
  OneToMany,
  OneToOne,
  PrimaryGeneratedColumn,
} from "typeorm";

@Entity()
export class Order {
  @PrimaryGeneratedColumn()
  id: number;

  @OneToMany(() => OrderLine, (line) => line.order, { cascade: true })
  lines: OrderLine[];

  @OneToMany(() => Parcel, (parcel) => parcel.order, { cascade: ["insert", "update"] })
  parcels: Parcel[];

  @OneToOne(() => Invoice, { cascade: true, onDelete: "CASCADE" })
  @JoinColumn()
  invoice: Invoice;

  @ManyToMany(() => Tag, (tag) => tag.orders, { cascade: true, onDelete: "CASCADE" })
  @JoinTable()
  tags: Tag[];

  @OneToMany(() => Note, (note) => note.order, { cascade: true })
  notes: Note[];
}

@Entity()
export class OrderLine {
  @PrimaryGeneratedColumn()
  id: number;

  @ManyToOne(() => Order, (order) => order.lines, { onDelete: "CASCADE" })
  order: Order;
}

@Entity()
export class Parcel {
  @PrimaryGeneratedColumn()
  id: number;

  @ManyToOne(() => Order, (order) => order.parcels, { cascade: true })
  order: Order;
}

@Entity()
export class Invoice {
  @PrimaryGeneratedColumn()
  id: number;
}

@Entity()
export class Tag {
  @PrimaryGeneratedColumn()
  id: number;

  @ManyToMany(() => Order, (order) => order.tags, { onDelete: "RESTRICT" })
  orders: Order[];
}

@Entity()
export class Note {
  @PrimaryGeneratedColumn()
  id: number;

  @ManyToOne(() => Order, (order) => order.notes, { createForeignKeyConstraints: false })
  order: Order;
}
