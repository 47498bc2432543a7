import type { Severity } from "../base/index.ts";
import { type Connection, type ConnectionOption, fillRewrite } from "../model/index.ts";
import { defineRule } from "./support/define-rule.ts";

/**
 * Forbids database passwords in source code.
 *
 * A password in the source is known to everyone who ever had the repository, in every copy and every
 * backup of it, and can be changed only by a release. Read it from the environment or a secret store.
 *
 * A literal that only stands in when the environment names no password is a warning: it goes unnoticed
 * when the variable is missing in production. So is the password of some environments only. Connections of migration tooling are an information, those of tests
 * and databases in memory are left alone. The password itself is never shown.
 *
 * ```ts bad typeorm
 * import { DataSource } from "typeorm";
 *
 * export const database = new DataSource({
 *   type: "postgres",
 *   host: "db.internal",
 *   username: "shop",
 *   password: "sesame",
 * });
 * ```
 *
 * ```ts good typeorm
 * import { DataSource } from "typeorm";
 *
 * export const database = new DataSource({
 *   type: "postgres",
 *   host: "db.internal",
 *   username: "shop",
 *   password: process.env.DB_PASSWORD,
 * });
 * ```
 */
export default defineRule({
  name: "no-hardcoded-credentials",
  category: "configuration",
  severity: "error",
  presets: ["recommended"],
  fix: "suggestion",
  requires: ["connections"],
  options: {},
  messages: {
    literal:
      "A database password is written in the source, where everyone who has the code can read it. Read it from the environment, and change the password.",
    sometimes:
      "The database password of some environments is written in the source, where everyone who has the code can read it. Read it from the environment everywhere.",
    fallback:
      "A database password in the source stands in when the environment names none, so a missing variable goes unnoticed and the password is known to everyone who has the code. Fail when the variable is missing instead.",
  },
  hooks: {
    connection(connection, context) {
      for (const credential of connection.credentials) {
        const severity = severityOf(connection, credential);
        if (!severity) continue;
        const useEnvironment = credential.rewrites["use-environment"];
        context.report({
          at: credential.range,
          message: messageOf(credential),
          secret: true,
          severity,
          ...(useEnvironment && {
            fix: {
              title: "Read it from the environment",
              kind: "suggestion",
              edits: () => fillRewrite(useEnvironment),
            },
          }),
        });
      }
    },
  },
});

function messageOf({ guarded, fallback }: ConnectionOption<"literal">) {
  if (!guarded) return "literal" as const;
  return fallback ? ("fallback" as const) : ("sometimes" as const);
}

function severityOf(
  connection: Connection,
  credential: ConnectionOption<"literal">,
): Severity | undefined {
  if (!credential.value.known || connection.inMemory) return undefined;
  switch (connection.purpose) {
    case "test":
      return undefined;
    case "migration-tool":
      return "info";
    case "application":
      return credential.guarded ? "warning" : "error";
  }
}
