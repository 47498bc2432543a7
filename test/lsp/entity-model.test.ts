import { expect, it } from "vitest";
import { type ModelResult, modelMethod } from "../../server/src/lsp/messages.ts";
import { openProject } from "./opened-project.ts";
import { uri } from "./support/client.ts";

const files = {
  "src/data-source.ts": `import { DataSource } from "typeorm";
import { Customer } from "./customer";
import { Order } from "./order";
export const dataSource = new DataSource({ type: "postgres", entities: [Customer, Order] });
`,
  "src/base.ts": `import { CreateDateColumn, PrimaryGeneratedColumn } from "typeorm";
export abstract class Base {
  @PrimaryGeneratedColumn("uuid") id!: string;
  @CreateDateColumn({ type: "timestamptz" }) createdAt!: Date;
}
`,
  "src/customer.ts": `import { Column, Entity, OneToMany } from "typeorm";
import { Base } from "./base";
import { Order } from "./order";
@Entity("customers")
export class Customer extends Base {
  @Column({ type: "varchar", length: 80, nullable: true }) nick!: string | null;
  @OneToMany(() => Order, (order) => order.customer) orders!: Order[];
}
`,
  "src/order.ts": `import { Entity, JoinColumn, ManyToOne } from "typeorm";
import { Base } from "./base";
import { Customer } from "./customer";
@Entity("orders", { schema: "shop" })
export class Order extends Base {
  @ManyToOne(() => Customer, (customer) => customer.orders, { nullable: false })
  @JoinColumn({ name: "customer_id" })
  customer!: Customer;
}
`,
};

it("answers with the classes of the workspace and where they are declared", async () => {
  const { client, folder, path } = await openProject(files);
  const ask = (parameters: object): Promise<ModelResult> =>
    client.connection.sendRequest(modelMethod, parameters);
  const model = await ask({});
  expect(model.map(({ name, kind, table }) => [name, kind, table])).toEqual([
    ["Base", "abstract", null],
    ["Customer", "table", "customers"],
    ["Order", "table", "shop.orders"],
  ]);
  const [base, customer, order] = model;
  expect(customer?.base).toBe(base?.id);
  expect(customer?.columns).toContainEqual(
    expect.objectContaining({
      property: "nick",
      type: "varchar(80)",
      nullable: true,
      declaredBy: customer?.id,
    }),
  );
  const inherited = customer?.columns.find(({ property }) => property === "createdAt");
  expect(inherited).toMatchObject({
    declaredBy: base?.id,
    place: {
      uri: uri(path("src/base.ts")),
      range: { start: { line: 3, character: 45 }, end: { line: 3, character: 54 } },
    },
  });
  expect(order?.relations).toEqual([
    expect.objectContaining({
      property: "customer",
      kind: "many-to-one",
      target: customer?.id,
      targetName: "Customer",
      inverse: "orders",
      owning: true,
      nullable: false,
      joinColumns: ["customer_id"],
    }),
  ]);
  expect(await ask({ folder: uri(folder) })).toEqual(model);
  expect(await ask({ folder: uri(path("src")) })).toEqual([]);
});

it("answers with the model of the text that was typed last", async () => {
  const { client, path } = await openProject(files);
  client.replace(path("src/customer.ts"), "nick!: string | null;", "nickname!: string | null;");
  const model: ModelResult = await client.connection.sendRequest(modelMethod, {});
  const customer = model.find(({ name }) => name === "Customer");
  expect(customer?.columns.map(({ property }) => property)).toContain("nickname");
});
