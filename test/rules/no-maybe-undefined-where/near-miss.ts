interface Criteria {
  email?: string | undefined;
}

/** A search whose absent criteria are meant. */
interface Directory {
  findOneBy(criteria: Criteria): Promise<string | null>;
  delete(criteria: Criteria): Promise<void>;
}

export async function find(users: Directory, email?: string): Promise<string | null> {
  await users.delete({ email });
  return users.findOneBy({ email });
}
