import { EventEmitter } from "node:events";
import { type DataSource, In, type ObjectLiteral } from "typeorm";

/** Uses the ORM for one thing, and has many others whose methods sound alike. */
export class Cache<T extends ObjectLiteral> extends EventEmitter {
  readonly #entries = new Map<string, T>();
  readonly #database: DataSource;

  constructor(database: DataSource) {
    super();
    this.#database = database;
  }

  async warm(ids: string[]): Promise<void> {
    const rows = await this.#database.getRepository<T>("entry").findBy({ id: In(ids) } as never);
    for (const row of rows) this.save(String(row.id), row);
  }

  save(key: string, value: T): void {
    this.#entries.set(key, value);
  }

  find(key?: string): T | undefined {
    return this.#entries.get(key ?? "");
  }

  delete(key?: string): void {
    this.#entries.delete(key ?? "");
    this.emit("delete", key);
  }

  query(text: string): T[] {
    return [...this.#entries.values()].filter((value) => JSON.stringify(value).includes(text));
  }

  clear(keys: string[]): void {
    for (const key of keys) {
      this.delete(key);
      this.query(`key ${key}`);
      if (this.find(key)) this.save(key, this.query(key)[0] as T);
    }
    this.delete();
  }
}
