/** Just enough of packages that are not installed for the files beside this one to have types. */
declare module "axios" {
  interface Response<T> {
    data: T;
  }
  interface Client {
    get<T = unknown>(url: string, options?: { params?: object }): Promise<Response<T>>;
    delete<T = unknown>(url: string): Promise<Response<T>>;
    query<T = unknown>(url: string): Promise<Response<T>>;
    create(options: { baseURL: string }): Client;
  }
  const axios: Client;
  export default axios;
}

declare module "electrodb" {
  interface Step {
    delete(fields: readonly string[]): Step;
    set(values: object): Step;
    go(options?: { ignoreOwnership?: boolean }): Promise<{ data: Record<string, string>[] }>;
  }
  export class Entity {
    constructor(model: object);
    get(key: object): Step;
    patch(key: object): Step;
    delete(key: object): Step;
    update(key: object): Step;
    query: { byOwner(key: object): Step };
  }
}

declare module "@prisma/client" {
  interface Delegate {
    findMany(options?: object): Promise<{ id: number; author: { name: string } }[]>;
    findFirst(options?: object): Promise<{ id: number; author: { name: string } } | null>;
    update(options: object): Promise<{ id: number }>;
    delete(options: object): Promise<{ id: number }>;
    deleteMany(options?: object): Promise<{ count: number }>;
    count(options?: object): Promise<number>;
  }
  export class PrismaClient {
    user: Delegate;
    post: Delegate;
    $queryRaw<T>(text: TemplateStringsArray, ...values: unknown[]): Promise<T>;
    $transaction<T>(work: (client: PrismaClient) => Promise<T>): Promise<T>;
  }
}

declare module "nock" {
  interface Scope {
    get(path: string): Scope;
    delete(path: string): Scope;
    query(values: object): Scope;
    reply(status: number, body?: object): Scope;
  }
  export default function nock(host: string): Scope;
}

declare module "mongoose" {
  export class Schema {
    constructor(shape: object);
  }
  interface Document {
    id: string;
    author: { name: string };
    save(): Promise<Document>;
    remove(): Promise<void>;
  }
  interface Model {
    find(filter?: object): { skip(n: number): { limit(n: number): Promise<Document[]> } };
    findOne(filter?: object): Promise<Document | null>;
    update(filter: object, change: object): Promise<void>;
    deleteMany(filter: object): Promise<void>;
    insert(row: object): Promise<void>;
  }
  export function model(name: string, schema: Schema): Model;
}

declare module "sequelize" {
  export class Sequelize {
    query(
      text: string,
      options: { type?: string; replacements?: object },
    ): Promise<Record<string, string>[]>;
    transaction<T>(work: (transaction: object) => Promise<T>): Promise<T>;
  }
}

declare module "knex" {
  interface Query extends Promise<Record<string, string>[]> {
    where(column: string, value: unknown): Query;
    limit(n: number): Query;
    offset(n: number): Query;
    delete(): Query;
    update(values: object): Query;
    insert(values: object): Query;
  }
  interface Knex {
    (table: string): Query;
    raw(text: string, values?: readonly unknown[]): Query;
    transaction<T>(work: (trx: Knex) => Promise<T>): Promise<T>;
  }
  export default function knex(options: object): Knex;
}

declare module "@elastic/elasticsearch" {
  export class Client {
    search(options: object): Promise<{ hits: { hits: { _source: { author: { name: string } } }[] } }>;
    delete(options: { index: string; id: string }): Promise<void>;
    update(options: { index: string; id: string; doc: object }): Promise<void>;
    count(options: object): Promise<{ count: number }>;
    sql: { query(options: { query: string }): Promise<{ rows: string[][] }> };
  }
}

declare module "lodash" {
  interface Lodash {
    find<T>(all: readonly T[], match: Partial<T>): T | undefined;
    remove<T>(all: T[], match: (each: T) => boolean): T[];
    update(object: object, path: string, change: (old: unknown) => unknown): object;
  }
  const lodash: Lodash;
  export default lodash;
}

declare module "drizzle-orm/node-postgres" {
  interface Step extends Promise<unknown[]> {
    where(condition: unknown): Step;
    from(table: object): Step;
    set(values: object): Step;
    limit(n: number): Step;
  }
  interface Database {
    select(): Step;
    update(table: object): Step;
    delete(table: object): Step;
    transaction<T>(work: (tx: Database) => Promise<T>): Promise<T>;
  }
  export function drizzle(url: string): Database;
}
