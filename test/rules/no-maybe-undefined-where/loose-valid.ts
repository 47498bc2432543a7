import type { Repository } from "typeorm";
import type { User } from "../blog-model.ts";

export function find(users: Repository<User>, email?: string): Promise<User | null> {
  return users.findOneBy({ email });
}
