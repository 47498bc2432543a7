export const TABLES = { posts: "post", users: "users" };
export let current = { table: "post" };

export function escapeName(name: string): string {
  return JSON.stringify(name);
}

export function escapeLike(pattern: string): string {
  return pattern.replace(/[%_]/g, "\\$&");
}

export const use = (table: string): void => {
  current = { table };
};

