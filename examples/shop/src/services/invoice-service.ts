import type { Repository } from "typeorm";
import type { Order } from "../entities/order.js";

export interface Invoice {
  recipient: string;
  lines: { name: string; quantity: number }[];
}

export class InvoiceService {
  constructor(private readonly orders: Repository<Order>) {}

  async invoice(orderId: string): Promise<Invoice> {
    const order = await this.orders.findOneOrFail({
      where: { id: orderId },
      relations: { customer: true, lines: { product: true } },
    });
    return {
      recipient: order.customer.email,
      lines: order.lines.map((line) => ({ name: line.product.name, quantity: line.quantity })),
    };
  }

  async reminder(orderId: string): Promise<Invoice> {
    const order = await this.orders.findOneOrFail({
      where: { id: orderId },
      relations: { customer: true, lines: true },
    });
    return {
      recipient: order.customer.email,
      lines: order.lines.map((line) => ({ name: line.product.name, quantity: line.quantity })),
    };
  }
}
