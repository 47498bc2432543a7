import { type DataSource, In, type Repository } from "typeorm";
import { Product } from "../entities/product.js";

const sortColumns = { name: "product.name", price: "product.priceInCents" } as const;

export class ProductRepository {
  private readonly products: Repository<Product>;

  constructor(dataSource: DataSource) {
    this.products = dataSource.getRepository(Product);
  }

  byIds(ids: readonly number[]): Promise<Product[]> {
    return this.products.find({ where: { id: In(ids) }, relations: { categories: true } });
  }

  sorted(key: keyof typeof sortColumns): Promise<Product[]> {
    return this.products.createQueryBuilder("product").orderBy(sortColumns[key]).getMany();
  }

  sortedBy(column: string): Promise<Product[]> {
    return this.products.createQueryBuilder("product").orderBy(`product.${column}`).getMany();
  }

  soldOut(limit: number): Promise<{ id: number; name: string }[]> {
    return this.products.query(
      "SELECT p.id, p.name FROM products p WHERE NOT EXISTS (SELECT 1 FROM stock s WHERE s.product_id = p.id) LIMIT $1",
      [limit],
    );
  }

  soldOutIn(category: string): Promise<{ id: number; name: string }[]> {
    return this.products.query(`SELECT p.id, p.name FROM products p WHERE p.category = '${category}'`);
  }
}
