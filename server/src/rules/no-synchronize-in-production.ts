import type { Connection } from "../model/index.ts";
import { fillRewrite } from "../model/index.ts";
import { defineRule } from "./support/define-rule.ts";

/**
 * Forbids connections that change the database's schema by themselves when the application starts.
 *
 * Schema synchronisation compares the model with the database and alters tables until they agree. It
 * renames a column by dropping it and adding another one, and the data in it is gone. Dropping the schema
 * at start empties the database. Both belong in tests and on a developer's machine; a running
 * application gets its schema from migrations.
 *
 * An option that depends on the environment, connections of tests, those that are named after tests or
 * development (`development: { … }`), and databases in memory are left alone.
 *
 * ```ts bad typeorm
 * import { DataSource } from "typeorm";
 *
 * export const database = new DataSource({
 *   type: "postgres",
 *   url: process.env.DATABASE_URL,
 *   synchronize: true,
 * });
 * ```
 *
 * ```ts good typeorm
 * import { DataSource } from "typeorm";
 *
 * export const database = new DataSource({
 *   type: "postgres",
 *   url: process.env.DATABASE_URL,
 *   synchronize: process.env.NODE_ENV === "test",
 * });
 * ```
 */
export default defineRule({
  name: "no-synchronize-in-production",
  category: "configuration",
  severity: "error",
  presets: ["recommended"],
  fix: "suggestion",
  requires: ["connections", "schema-synchronisation"],
  options: {},
  messages: {
    synchronize:
      "This connection changes the database's schema whenever the application starts, and drops columns with their data when the model changes. Switch it off and use migrations, or make it depend on the environment.",
    dropSchema:
      "This connection drops all tables whenever the application starts. Switch it off, or make it depend on the environment.",
  },
  hooks: {
    connection(connection, context) {
      if (connection.purpose !== "application" || connection.inMemory) return;
      for (const message of ["synchronize", "dropSchema"] as const) {
        const option: Connection[typeof message] = connection[message];
        if (!option?.value.known || !option.value.value || option.guarded) continue;
        const setFalse = option.rewrites["set-false"];
        context.report({
          at: option.range,
          message,
          ...(setFalse && {
            fix: {
              title: "Switch it off",
              kind: "suggestion",
              edits: () => fillRewrite(setFalse),
            },
          }),
        });
      }
    },
  },
});
