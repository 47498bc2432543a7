import type { DataSource, Repository } from "typeorm";
import { Order, type OrderStatus } from "../entities/order.js";

export interface OrderFilter {
  customerId?: string;
  status?: OrderStatus;
}

export class OrderRepository {
  private readonly orders: Repository<Order>;

  constructor(private readonly dataSource: DataSource) {
    this.orders = dataSource.getRepository(Order);
  }

  page(skip: number, take: number): Promise<Order[]> {
    return this.orders.find({ order: { createdAt: "DESC", id: "ASC" }, skip, take });
  }

  pageOfDrafts(skip: number, take: number): Promise<Order[]> {
    return this.orders.createQueryBuilder("order").where("order.status = 'draft'").skip(skip).take(take).getMany();
  }

  search(term: string): Promise<Order[]> {
    return this.orders
      .createQueryBuilder("order")
      .innerJoin("order.customer", "customer")
      .where("customer.email LIKE :term", { term: `%${term}%` })
      .orderBy("order.createdAt", "DESC")
      .getMany();
  }

  searchByName(term: string): Promise<Order[]> {
    return this.orders
      .createQueryBuilder("order")
      .innerJoin("order.customer", "customer")
      .where(`customer.displayName LIKE '%${term}%'`)
      .orderBy("order.createdAt", "DESC")
      .getMany();
  }

  async latestOf(customerId: string): Promise<Order | null> {
    return this.orders.findOne({ where: { customer: { id: customerId } }, order: { createdAt: "DESC" } });
  }

  async firstMatching(filter: OrderFilter): Promise<Order | null> {
    return this.orders.findOne({ where: { customer: { id: filter.customerId } } });
  }

  async deleteDrafts(): Promise<void> {
    await this.orders.createQueryBuilder().delete().where("status = 'draft'").execute();
  }

  async deleteAllDrafts(): Promise<void> {
    await this.orders.createQueryBuilder().delete().execute();
  }

  async place(order: Order): Promise<void> {
    const runner = this.dataSource.createQueryRunner();
    await runner.connect();
    await runner.startTransaction();
    try {
      await runner.manager.save(order);
      await runner.commitTransaction();
    } catch (error) {
      await runner.rollbackTransaction();
      throw error;
    } finally {
      await runner.release();
    }
  }
}
