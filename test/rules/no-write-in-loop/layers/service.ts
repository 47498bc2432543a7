import type { TagStore } from "./tags.ts";

export class TagService {
  constructor(private readonly store: TagStore) {}

  async addEach(names: string[]): Promise<void> {
    for (const name of names) await this.store.add(name);
                                            // ^^^ warning: `this.store.add` runs Repository.insert of Tag once for each element of `names`
  }

  async addAtOnce(names: string[]): Promise<void> {
    await Promise.all(names.map((name) => this.store.add(name)));
                                                  // ^^^ warning: `this.store.add` runs Repository.insert of Tag once for each element of `names`
  }

  async addTogether(names: string[]): Promise<void> {
    await this.store.addAll(names);
  }

  async addMissing(names: string[]): Promise<void> {
    for (const name of names) await this.store.addOnce(name);
  }

  async idsOfNew(names: string[]): Promise<number[]> {
    const ids: number[] = [];
    for (const name of names) ids.push((await this.store.create(name)).id);
    return ids;
  }

  async addDefaults(): Promise<void> {
    for (const name of ["news", "events"]) await this.store.add(name);
  }

  async addGroups(groups: string[][]): Promise<void> {
    for (const group of groups) await this.store.addAll(group);
  }
}
