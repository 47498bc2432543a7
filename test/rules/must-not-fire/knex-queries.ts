import knex from "knex";

const database = knex({ client: "pg" });

export class OrderRepository {
  async close(ids: number[]): Promise<void> {
    await database.transaction(async (trx) => {
      for (const id of ids) await trx("orders").where("id", id).update({ closed: true });
    });
    await database("drafts").delete();
    await database("orders").update({ seen: true });
    database("log").insert({ text: "closed" });
  }

  async page(page: number, name?: string): Promise<unknown[]> {
    await database.raw("DELETE FROM cache");
    return database("orders").where("name", name).limit(10).offset(page * 10);
  }
}
