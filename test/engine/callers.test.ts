import { afterEach, expect, test } from "vitest";
import { check } from "../../server/src/engine/check.ts";
import { loadConfiguration } from "../../server/src/engine/config/load.ts";
import noQueryInLoop from "../../server/src/rules/no-query-in-loop.ts";
import { adapters } from "../support/adapters.ts";
import { type TemporaryProject, temporaryProject } from "../support/run-cli.ts";

const config = {
  compilerOptions: {
    target: "es2022",
    module: "preserve",
    strict: true,
    experimentalDecorators: true,
    skipLibCheck: true,
    noEmit: true,
    types: [],
    paths: { "@app/*": ["./src/*"] },
  },
  include: ["src"],
};

const files = {
  "tsconfig.json": JSON.stringify(config),
  "src/posts.ts": `import { Column, Entity, PrimaryGeneratedColumn, type Repository } from "typeorm";
@Entity() export class Post { @PrimaryGeneratedColumn() id!: number; @Column({ length: 9 }) title!: string; }
export class PostStore {
  constructor(private readonly posts: Repository<Post>) {}
  byId(id: number) { return this.posts.findOneBy({ id }); }
}`,
  "src/index.ts": `export * from "./posts";`,
  "src/service.ts": `import type { PostStore } from "@app/index";
export class PostService {
  constructor(private readonly store: PostStore) {}
  async titleOf(id: number) { return (await this.store.byId(id))?.title; }
}`,
  "src/through-barrel.ts": `import type { PostStore } from "./index";
export async function all(store: PostStore, ids: number[]) {
  for (const id of ids) { console.log("}", await store.byId(id)); }
}`,
  "src/through-service.ts": `import type { PostService } from "@app/service";
export const titles = (service: PostService, ids: number[]) => Promise.all(ids.map((id) => service.titleOf(id)));`,
  "src/namesake.ts": `declare const cache: { byId(id: number): Promise<string> };
export async function all(ids: number[]) { for (const id of ids) await cache.byId(id); }`,
};

let project: TemporaryProject | undefined;
afterEach(() => project?.remove());

test("reads files that use no ORM where their loops run the queries of others", async () => {
  project = temporaryProject(undefined, files);
  const cwd = project.folder;
  const rules = [noQueryInLoop];
  const loaded = await loadConfiguration({ cwd, rules });
  if (!loaded.ok) throw new Error("the configuration is wrong");
  const { configuration } = loaded;
  const { diagnostics } = await check({ cwd, configuration, rules, adapters });
  expect(
    diagnostics.map(({ file, related }) => [
      file.slice(cwd.length),
      ...related.map((place) => `${place.file.slice(cwd.length)} ${place.message}`),
    ]),
  ).toEqual([
    ["/src/through-barrel.ts", "/src/through-barrel.ts the loop", "/src/posts.ts the query"],
    [
      "/src/through-service.ts",
      "/src/through-service.ts the loop",
      "/src/service.ts calls on",
      "/src/posts.ts the query",
    ],
  ]);
});
