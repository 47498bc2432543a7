import { IsNull, type Repository } from "typeorm";
import { Post, User } from "../blog-model.ts";

interface Filter {
  name?: string;
  state?: string;
}

export class UserQueries<T extends string | undefined> {
  constructor(
    private readonly users: Repository<User>,
    private readonly posts: Repository<Post>,
  ) {}

  async guarded(email?: string): Promise<User | null> {
    if (email === undefined) return null;
    return this.users.findOneBy({ email });
  }

  async optionalFilters(filter: Filter): Promise<Post[]> {
    return this.posts.find({
      where: { title: filter.name, review: { state: filter.state } },
      order: { id: "ASC" },
    });
  }

  async defaulted(filter: Filter): Promise<User | null> {
    return this.users.findOneBy({ name: filter.name ?? "nobody" });
  }

  async deliberate(id: number, withDeleted: boolean): Promise<Post | null> {
    return this.posts.findOne({
      where: { id, deletedAt: withDeleted ? undefined : IsNull() },
    });
  }

  async untyped(filter: any): Promise<User | null> {
    return this.users.findOneBy({ name: filter.name });
  }

  async generic(name: T & string): Promise<User | null> {
    return this.users.findOneBy({ name });
  }

  async forNull(): Promise<User | null> {
    return this.users.findOneBy({ phone: IsNull() });
  }

  async narrowed(filter: Filter): Promise<void> {
    if (!filter.name) throw new Error("a name is needed");
    await this.users.delete({ name: filter.name });
  }

  async vouchedFor(filter: Filter): Promise<User | null> {
    return this.users.findOneBy({ name: filter.name! });
  }
}
