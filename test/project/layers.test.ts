import { describe, expect, test } from "vitest";
import type { ClassFact } from "../../server/src/model/index.ts";
import { type LayerPattern, linkLayers } from "../../server/src/project/layers.ts";
import { fileFacts, someRange } from "../support/facts.ts";

function layer(
  file: string,
  owner?: Partial<ClassFact>,
  patterns: readonly LayerPattern[] = [],
): string | undefined {
  const facts = fileFacts({
    file,
    classes: owner
      ? [
          {
            index: 0,
            name: "",
            range: someRange(),
            at: someRange(),
            decorators: [],
            bases: [],
            ...owner,
          },
        ]
      : [],
    functions: [
      {
        index: 0,
        id: undefined,
        name: "run",
        at: someRange(),
        range: someRange(),
        parent: undefined,
        class: owner ? 0 : undefined,
        parameters: [],
        decorators: [],
        calls: [],
        returnsOperation: undefined,
      },
    ],
  });
  return linkLayers(patterns)(facts, 0);
}

describe("the class tells", () => {
  test.each([
    ["PostRepository", "repository"],
    ["PostRepositoryImpl", "repository"],
    ["TypeOrmPostRepo", "repository"],
    ["UserDAO", "repository"],
    ["TransactionRepository", "repository"],
    ["PostService", "service"],
    ["PublishPostUseCase", "service"],
    ["PostController", "boundary"],
    ["PostResolver", "boundary"],
    ["Post", undefined],
    ["RepositoryLocator", undefined],
    ["UnitOfWork", undefined],
    ["TransactionalConnection", undefined],
    ["TransactionManager", undefined],
    ["DatabaseRepository", undefined],
  ])("%s: %s", (name, expected) => {
    expect(layer("/p/src/x.ts", { name })).toBe(expected);
  });

  test("by a base class of the ORM, whatever it is called", () => {
    const bases = [{ name: "Repository", package: "typeorm" }];
    expect(layer("/p/src/x.ts", { name: "Posts", bases })).toBe("repository");
  });

  test("not by a base class of another package", () => {
    const bases = [{ name: "Repository", package: "git-tools" }];
    expect(layer("/p/src/x.ts", { name: "Clone", bases })).toBeUndefined();
  });

  test("by a base class of the project", () => {
    const bases = [{ name: "BaseRepository" }];
    expect(layer("/p/src/x.ts", { name: "Posts", bases })).toBe("repository");
  });

  test("before its file", () => {
    expect(layer("/p/src/post.repository.ts", { name: "PostService" })).toBe("service");
  });

  test("of a helper for transactions, even in a folder of repositories", () => {
    expect(layer("/p/src/repositories/unit-of-work.ts", { name: "UnitOfWork" })).toBeUndefined();
  });
});

describe("the path tells", () => {
  test.each([
    ["/p/src/post.repository.ts", "repository"],
    ["/p/src/repositories/post.ts", "repository"],
    ["/p/src/dao/post-dao.ts", "repository"],
    ["/p/src/post.service.ts", "service"],
    ["/p/src/post.controller.ts", "boundary"],
    ["/p/src/controllers/post.ts", "boundary"],
    ["/p/src/repositories/unit-of-work.ts", undefined],
    ["/p/src/repositories/transaction.ts", undefined],
    ["/repositories/p/src/main.ts", undefined],
  ])("%s: %s", (file, expected) => {
    expect(layer(file)).toBe(expected);
  });
});

describe("the configuration goes first", () => {
  test("by file", () => {
    const patterns = [
      { layer: "repository" as const, matchesFile: (path: string) => path.includes("/data/") },
    ];
    expect(layer("/p/src/data/post.service.ts", { name: "PostService" }, patterns)).toBe(
      "repository",
    );
    expect(layer("/p/src/post.service.ts", { name: "PostService" }, patterns)).toBe("service");
  });

  test("by class", () => {
    const patterns = [
      { layer: "boundary" as const, matchesClass: (name: string) => name.endsWith("Endpoint") },
    ];
    expect(layer("/p/src/x.ts", { name: "PostEndpoint" }, patterns)).toBe("boundary");
  });
});
