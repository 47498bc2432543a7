/** Keeps the addresses of uploaded files, and which of them are being fetched. */
const addresses = new Map<string, Promise<string>>();
const fetching = new Set<string>();
const owners = new WeakMap<object, string>();

export async function addressOf(id: string, upload: object): Promise<string> {
  fetching.add(id);
  try {
    const address = Promise.resolve(`https://files.example.org/${id}`);
    addresses.set(id, address);
    return await address;
  } catch (error) {
    addresses.delete(id);
    owners.delete(upload);
    throw error;
  } finally {
    fetching.delete(id);
  }
}

export function forget(ids: readonly string[]): void {
  for (const id of ids) {
    addresses.delete(id);
    fetching.delete(id);
  }
  ids.forEach((id) => addresses.delete(id));
}

/** A map with a method more; calling it drops nothing of any table. */
export class Registry<K, V> extends Map<K, V> {
  find(match: (value: V) => boolean): V | undefined {
    return [...this.values()].find(match);
  }

  remove(key: K): void {
    this.delete(key);
  }
}

export function clean(registry: Registry<string, { author: { name: string } }>): string {
  registry.remove("old");
  registry.clear();
  return registry.find((entry) => entry.author.name !== "")?.author.name ?? "";
}
