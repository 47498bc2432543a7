interface Condition {
  field: string;
  value: unknown;
}

/** Builds search expressions for a message queue's admin interface. */
class SearchBuilder {
  readonly #conditions: Condition[] = [];
  #limit = 0;

  select(_fields: string): this {
    return this;
  }

  delete(): this {
    return this;
  }

  update(_name: string): this {
    return this;
  }

  set(_values: object): this {
    return this;
  }

  from(_name: string): this {
    return this;
  }

  where(text: string, values: object = {}): this {
    this.#conditions.push({ field: text, value: values });
    return this;
  }

  orderBy(field: string): this {
    return this.where(field);
  }

  skip(count: number): this {
    this.#limit += count;
    return this;
  }

  take(count: number): this {
    this.#limit = count;
    return this;
  }

  async getMany(): Promise<{ author: { name: string } }[]> {
    return Array.from({ length: this.#limit }, () => ({ author: { name: "" } }));
  }

  async execute(): Promise<number> {
    return this.#conditions.length;
  }
}

class Queue {
  createQueryBuilder(_alias: string): SearchBuilder {
    return new SearchBuilder();
  }

  async query(text: string): Promise<string> {
    return text;
  }
}

export async function drain(queue: Queue, names: string[], name?: string): Promise<string[]> {
  queue.createQueryBuilder("q").delete().from("jobs").execute();
  await queue.createQueryBuilder("q").update("jobs").set({ done: true }).execute();
  queue.query(`DELETE FROM ${name}`);
  const found: string[] = [];
  for (const each of names) {
    const jobs = await queue
      .createQueryBuilder("q")
      .where(`q.name = '${each}'`, { name })
      .orderBy(each)
      .skip(10)
      .take(20)
      .getMany();
    found.push(...jobs.map((job) => job.author.name));
  }
  return found;
}
