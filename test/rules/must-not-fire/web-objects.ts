export function withoutTracking(address: string): string {
  const url = new URL(address);
  url.searchParams.delete("utm_source");
  const search = new URLSearchParams(url.search);
  for (const key of [...search.keys()]) search.delete(key);
  return `${url.origin}${url.pathname}?${search}`;
}

export function form(fields: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  data.delete("password");
  return data;
}

export async function dropCaches(names: readonly string[]): Promise<void> {
  const headers = new Headers({ etag: "1" });
  headers.delete("etag");
  for (const name of names) await cacheStorage.delete(name);
  cacheStorage.delete("pages");
}

declare const cacheStorage: { delete(name: string): Promise<boolean> };

declare const document: {
  querySelector(selector: string): { remove(): void; update(): void } | null;
  querySelectorAll(selector: string): { remove(): void }[];
};

export function clear(name?: string): void {
  document.querySelector(`#${name}`)?.remove();
  document.querySelectorAll("li").forEach((item) => item.remove());
}

declare const store: {
  transaction(name: string): { objectStore(name: string): { delete(key: string): void; clear(): void } };
};

export function emptyCart(): void {
  store.transaction("cart").objectStore("cart").delete("1");
  store.transaction("cart").objectStore("cart").clear();
}
