import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Writes a TypeORM project of `modules` modules, each an entity, a repository and a service that
 * refer to the module before, into a folder (emptied first).
 * @returns the path of its tsconfig.json and its number of source files
 */
export function generateProject(
  folder: string,
  modules: number,
): { readonly tsconfig: string; readonly files: number } {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, "src"), { recursive: true });
  const tsconfig = join(folder, "tsconfig.json");
  writeFileSync(
    join(folder, "package.json"),
    '{ "private": true, "dependencies": { "typeorm": "*" } }\n',
  );
  writeFileSync(
    tsconfig,
    JSON.stringify({
      compilerOptions: {
        target: "es2022",
        module: "esnext",
        moduleResolution: "bundler",
        strict: true,
        strictPropertyInitialization: false,
        experimentalDecorators: true,
        emitDecoratorMetadata: true,
        skipLibCheck: true,
        noEmit: true,
      },
      include: ["src"],
    }),
  );
  for (let index = 0; index < modules; index++) {
    const other = index === 0 ? modules - 1 : index - 1;
    const write = (kind: string, text: string): void =>
      writeFileSync(join(folder, "src", `${kind}-${index}.ts`), text);
    write("entity", entity(index, other));
    write("repository", repository(index));
    write("service", service(index, other));
  }
  return { tsconfig, files: modules * 3 };
}

function entity(index: number, other: number): string {
  return `import { Column, CreateDateColumn, Entity, ManyToOne, OneToMany, PrimaryGeneratedColumn } from "typeorm";
import { Entity${other} } from "./entity-${other}";

@Entity("table_${index}")
export class Entity${index} {
  @PrimaryGeneratedColumn("uuid") id: string;
  @Column({ type: "varchar", length: 80 }) name: string;
  @Column() title: string;
  @Column({ type: "integer", default: 0 }) count: number;
  @CreateDateColumn({ type: "timestamptz" }) createdAt: Date;
  @ManyToOne(() => Entity${other}, { onDelete: "CASCADE" }) parent: Entity${other};
}
`;
}

function repository(index: number): string {
  return `import type { DataSource, Repository } from "typeorm";
import { Entity${index} } from "./entity-${index}";

export class Repository${index} {
  readonly rows: Repository<Entity${index}>;
  constructor(dataSource: DataSource) {
    this.rows = dataSource.getRepository(Entity${index});
  }
  byName(name: string): Promise<Entity${index}[]> {
    return this.rows.find({ where: { name }, relations: { parent: true }, order: { name: "ASC" }, take: 20 });
  }
  search(term: string): Promise<Entity${index}[]> {
    return this.rows
      .createQueryBuilder("row")
      .leftJoinAndSelect("row.parent", "parent")
      .where("row.title LIKE :term", { term })
      .orderBy("row.id")
      .getMany();
  }
  async rename(id: string, name: string): Promise<void> {
    await this.rows.update({ id }, { name });
  }
}
`;
}

function service(index: number, other: number): string {
  return `import { Repository${index} } from "./repository-${index}";
import { Repository${other} } from "./repository-${other}";

export class Service${index} {
  constructor(private readonly own: Repository${index}, private readonly others: Repository${other}) {}
  async names(term: string): Promise<string[]> {
    const rows = await this.own.search(term);
    const result: string[] = [];
    for (const row of rows) {
      const found = await this.others.rows.findOneBy({ name: row.name });
      if (found) result.push(row.parent.name);
    }
    return result;
  }
}
`;
}
