interface PageOptions {
  skip: number;
  take: number;
}

/** A search engine ranks its hits. */
interface SearchEngine {
  find(options: PageOptions): Promise<string[]>;
  findAndCount(options: PageOptions): Promise<[string[], number]>;
}

export async function hits(engine: SearchEngine, page: number): Promise<string[]> {
  const [first] = await engine.findAndCount({ skip: 0, take: 10 });
  return [...first, ...(await engine.find({ skip: page * 10, take: 10 }))];
}
