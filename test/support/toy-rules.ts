import { defineRule } from "../../server/src/rules/support/define-rule.ts";

/** Finds every operation. Options of every kind. */
export const noOperation = defineRule({
  name: "no-operation",
  category: "queries",
  severity: "warning",
  presets: ["recommended"],
  fix: "none",
  requires: [],
  options: {
    limit: { type: "integer", default: 3, minimum: 0, description: "How many are fine." },
    strict: { type: "boolean", default: false, description: "No exceptions." },
    allow: { type: "array", items: { type: "string" }, default: [], description: "Fine ones." },
    mode: { type: "string", default: "all", enum: ["all", "some"], description: "Which." },
  },
  messages: { found: "an operation {api}" },
  hooks: {
    operation: (operation, context) =>
      context.report({ at: operation.at, message: "found", data: { api: operation.api } }),
  },
});

/** Finds entities, only in the strict preset. */
export const noEntity = defineRule({
  name: "no-entity",
  category: "model",
  severity: "off",
  strictSeverity: "info",
  presets: [],
  fix: "safe",
  requires: [],
  options: {},
  messages: { found: "an entity {name}" },
  hooks: {
    entity: ({ own }, context) =>
      context.report({ at: own.range, message: "found", data: { name: own.name } }),
  },
});
