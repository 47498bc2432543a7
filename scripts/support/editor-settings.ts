import type { Rule } from "../../server/src/rules/support/define-rule.ts";

type Setting = Readonly<Record<string, unknown>>;

/** How the editor shows the findings of a rule, by the names that `ormlint.json` gives to severities. */
const shownSeverities = ["off", "hint", "info", "warning", "error"];

/**
 * The editor's settings, as `contributes.configuration` of the manifest. What a project decides, its rules
 * and layers, stands in `ormlint.json`, so that editor and command line agree; here stands what a person
 * decides for their own editor.
 *
 * @param rules everything that can be configured
 * @param summaries what each rule finds, in a sentence
 */
export function editorSettings(
  rules: readonly Rule[],
  summaries: ReadonlyMap<string, string>,
): Setting {
  return {
    title: "ormlint",
    properties: {
      "ormlint.enable": flag("Find data-layer mistakes in this folder."),
      "ormlint.severities": {
        type: "object",
        scope: "resource",
        default: {},
        additionalProperties: false,
        properties: Object.fromEntries(
          rules.map((rule) => [
            rule.name,
            {
              enum: shownSeverities,
              description: summaries.get(rule.name) ?? "",
            },
          ]),
        ),
        markdownDescription:
          "How this editor shows the findings of single rules; `off` hides them. The command line does not read it: what holds for everybody belongs in `ormlint.json`.",
      },
      "ormlint.codeLens.enable": flag(
        "Show the table above entities, and the queries above the methods of repositories.",
      ),
      "ormlint.inlayHints.enable": flag("Show the database type behind columns."),
      "ormlint.workspaceSymbols.enable": flag(
        "Offer entities and tables in the search of symbols.",
      ),
      "ormlint.trace.server": {
        type: "string",
        scope: "window",
        enum: ["messages", "verbose"],
        default: "messages",
        enumDescriptions: ["Names and times of the messages.", "The content of the messages, too."],
        markdownDescription:
          "What of the conversation with the server is logged while the log level of the output channel is `Trace` (command _Developer: Set Log Level…_).",
      },
    },
  };
}

function flag(description: string): Setting {
  return { type: "boolean", scope: "resource", default: true, description };
}
