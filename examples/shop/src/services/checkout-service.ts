import { type DataSource, In } from "typeorm";
import { Coupon } from "../entities/coupon.js";
import { Customer } from "../entities/customer.js";
import { Order, OrderStatus } from "../entities/order.js";
import { OrderLine } from "../entities/order-line.js";
import { Product } from "../entities/product.js";

export interface BasketItem {
  productId: number;
  quantity: number;
}

export class CheckoutService {
  constructor(private readonly dataSource: DataSource) {}

  /** The boundary of the unit of work: a service may open and commit. */
  checkout(customerId: string, items: BasketItem[]): Promise<Order> {
    return this.dataSource.transaction(async (manager) => {
      const customer = await manager.findOneByOrFail(Customer, { id: customerId });
      const order = await manager.save(manager.create(Order, { customer, status: OrderStatus.Placed }));
      const products = await manager.findBy(Product, { id: In(items.map((item) => item.productId)) });
      const byId = new Map(products.map((product) => [product.id, product]));
      await manager.insert(
        OrderLine,
        items.map((item) => ({ order, product: byId.get(item.productId), quantity: item.quantity })),
      );
      return order;
    });
  }

  async priceOf(items: BasketItem[]): Promise<number> {
    let total = 0;
    for (const item of items) {
      const product = await this.dataSource.getRepository(Product).findOneByOrFail({ id: item.productId });
      total += product.priceInCents * item.quantity;
    }
    return total;
  }

  async cancelStale(before: Date): Promise<number> {
    const orders = await this.dataSource
      .getRepository(Order)
      .createQueryBuilder("order")
      .where("order.createdAt < :before", { before })
      .getMany();
    for (const order of orders) {
      order.status = OrderStatus.Cancelled;
      await this.dataSource.getRepository(Order).save(order);
    }
    return orders.length;
  }

  async expire(code: string): Promise<void> {
    this.dataSource.getRepository(Coupon).update({ code }, { expiresAt: new Date() });
  }

  async extend(code: string, expiresAt: Date): Promise<void> {
    await this.dataSource.getRepository(Coupon).update({ code }, { expiresAt });
  }

  async removeLine(lineId: number | undefined): Promise<void> {
    await this.dataSource.getRepository(OrderLine).delete({ id: lineId });
  }

  async removeOrder(orderId: string | undefined): Promise<void> {
    if (orderId === undefined) return;
    await this.dataSource.getRepository(Order).delete({ id: orderId });
  }
}
