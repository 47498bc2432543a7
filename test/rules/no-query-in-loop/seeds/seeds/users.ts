import type { DataSource } from "typeorm";
import { User } from "../../../blog-model.ts";

export async function check(database: DataSource, emails: string[]): Promise<void> {
  for (const email of emails) {
    console.log(await database.getRepository(User).findOneBy({ email }));
  }
}
