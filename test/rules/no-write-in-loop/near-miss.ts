interface Row {
  id: string;
}

/** A store of documents without bulk writes. */
interface DocumentStore {
  insert(row: Row): Promise<void>;
  save(row: Row): Promise<Row>;
  delete(id: string): Promise<boolean>;
}

export async function copy(rows: Row[], store: DocumentStore, seen: Set<string>): Promise<void> {
  for (const row of rows) {
    await store.insert(row);
    await store.save(row);
    await store.delete(row.id);
    seen.delete(row.id);
  }
}
