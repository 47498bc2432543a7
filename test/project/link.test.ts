import { expect, test } from "vitest";
import { known, unknown } from "../../server/src/base/index.ts";
import type { Connection } from "../../server/src/model/index.ts";
import { linkProject } from "../../server/src/project/link.ts";
import { connection, fileFacts } from "../support/facts.ts";

function dialects(...connections: readonly Connection[]): readonly string[] {
  return [...linkProject([fileFacts({ connections })]).dialects];
}

test("takes the databases of the application's connections before those of tests", () => {
  const testing = connection({ dialect: known("sqlite"), purpose: "test" });
  const tooling = connection({ dialect: known("mysql"), purpose: "migration-tool" });
  expect(dialects(testing, connection(), tooling)).toEqual(["postgres"]);
  expect(dialects(testing, tooling)).toEqual(["mysql"]);
  expect(dialects(testing)).toEqual(["sqlite"]);
  expect(dialects()).toEqual([]);
});

test("says nothing when one of the telling connections could not be read", () => {
  const unread = connection({ dialect: unknown("dynamic-options") });
  expect(dialects(connection(), unread)).toEqual([]);
  expect(dialects(unread, connection({ dialect: known("sqlite"), purpose: "test" }))).toEqual([]);
});

test("takes the drivers that the project depends on where no connection could be read", () => {
  const unread = fileFacts({ connections: [connection({ dialect: unknown("dynamic-options") })] });
  const drivers = ["mysql", "sqlite"] as const;
  expect([...linkProject([unread], { drivers }).dialects]).toEqual(["mysql", "sqlite"]);
  expect([...linkProject([fileFacts()], { drivers }).dialects]).toEqual(["mysql", "sqlite"]);
  const read = fileFacts({ connections: [connection()] });
  expect([...linkProject([read], { drivers }).dialects]).toEqual(["postgres"]);
});

test("takes the later of two facts of one file", () => {
  const earlier = fileFacts({ connections: [connection()] });
  const later = fileFacts({ connections: [connection({ dialect: known("mysql") })] });
  const project = linkProject([earlier, later]);
  expect(project.files.size).toBe(1);
  expect([...project.dialects]).toEqual(["mysql"]);
});
