import { defineRule } from "../../rules/support/define-rule.ts";

/**
 * ormlint's own finding about its suppressions. It has no hooks: {@link applySuppressions} reports it.
 * It is configured like a rule and cannot be suppressed.
 */
export const unusedSuppression = defineRule({
  name: "unused-suppression",
  category: "configuration",
  severity: "warning",
  presets: ["recommended"],
  fix: "none",
  requires: [],
  options: {},
  messages: {
    unused: 'this comment silences "{rule}", which finds nothing here: remove it',
    unknown: 'this comment names an unknown rule "{rule}"{hint}',
    nameless: "this comment names no rule, so it silences nothing: write the name of the rule",
    unopened: 'this comment ends a suppression of "{rule}" that never began: remove it',
  },
  hooks: {},
});
