import _ from "lodash";

interface Item {
  id: number;
  author: { name: string };
}

export function authors(items: Item[], id?: number): string[] {
  const names: string[] = [];
  for (const item of items) {
    const same = _.find(items, { id: item.id });
    if (same) names.push(same.author.name);
    _.remove(items, (each) => each.id === id);
    _.update(item, "author", (old) => old);
  }
  return names;
}
