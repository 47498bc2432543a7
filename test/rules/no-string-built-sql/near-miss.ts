interface SearchClient {
  query(text: string): Promise<unknown>;
}

class Conditions {
  where(_condition: string): this {
    return this;
  }
  orderBy(_order: string): this {
    return this;
  }
}

export async function find(client: SearchClient, name: string): Promise<void> {
  await client.query(`SELECT id FROM users WHERE name = '${name}'`);
  new Conditions().where(`name = '${name}'`).orderBy(name);
  document(`SELECT ${name}`);
}

function document(_text: string): void {}
