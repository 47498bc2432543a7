import type { EntityManager, FindOptionsWhere, Repository } from "typeorm";
import { Post, User } from "../blog-model.ts";

interface Request {
  user?: { id: number };
  query: { email?: string };
}

export async function reads(users: Repository<User>, request: Request): Promise<unknown[]> {
  return [
    await users.findOneBy({ email: request.query.email }),
    //                             ^^^^^^^^^^^^^^^^^^^ warning: `email` may be undefined here
    await users.findOne({ where: { id: request.user?.id } }),
    //                                 ^^^^^^^^^^^^^^^^ warning: `id` may be undefined
    await users.existsBy({ email: request.query.email }),
    //                            ^^^^^^^^^^^^^^^^^^^ warning: `email` may be undefined
    await users.find({ where: { id: request.user?.id }, take: 5, order: { id: "ASC" } }),
    //                              ^^^^^^^^^^^^^^^^ warning: `id` may be undefined
  ];
}

export async function mutations(manager: EntityManager, request: Request): Promise<void> {
  await manager.delete(Post, { author: { id: request.user?.id } });
  //                                         ^^^^^^^^^^^^^^^^ warning: `author.id` may be undefined here, and a comparison with NULL
  await manager.update(User, { email: request.query.email }, { name: "gone" });
  //                                  ^^^^^^^^^^^^^^^^^^^ warning: `email` may be undefined here, and a comparison with NULL
}

export async function byNull(users: Repository<User>, phone: string | null): Promise<User | null> {
  return users.findOneBy({ phone } as FindOptionsWhere<User>);
  //                       ^^^^^ warning: `phone` may be null here, and the ORM then drops the condition
}

export async function built(users: Repository<User>, phone: string | null): Promise<User | null> {
  return users.createQueryBuilder("user").where({ phone }).getOne();
  //                                              ^^^^^ warning: `phone` may be null here, and a comparison with NULL
}
