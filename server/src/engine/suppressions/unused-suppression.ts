import { defineRule } from "../../rules/support/define-rule.ts";

/**
 * A comment silences nothing, names no rule, or is misspelt.
 *
 * A suppression that silences nothing hides the next finding that appears in its place, and one that is
 * misspelt only looks as if it worked. Remove it, or mend it. These are the forms that silence findings:
 *
 * ```ts
 * // ormlint-disable-next-line no-query-in-loop -- three warehouses at most
 * for (const id of ids) await orders.findOneBy({ id });
 *
 * await orders.findOneBy({ id }); // ormlint-disable-line no-query-in-loop -- why
 * ```
 *
 * A comment of the form `ormlint-disable no-query-in-loop -- why` silences the rule from there to the comment
 * `ormlint-enable no-query-in-loop`, or to the end of the file: at the top it silences the whole file. Several
 * rules are separated by commas, and the reason stands after `--`. This finding cannot be suppressed itself.
 */
export const unusedSuppression = defineRule({
  name: "unused-suppression",
  category: "configuration",
  severity: "warning",
  presets: ["recommended"],
  fix: "none",
  tag: "unnecessary",
  requires: [],
  options: {},
  messages: {
    unused: 'This comment silences "{rule}", which finds nothing here: remove it.',
    unknown: 'This comment names an unknown rule "{rule}"{hint}',
    nameless:
      'This comment names no rule, so it silences nothing: write the name of the rule, then "--" and the reason.',
    unopened: 'This comment ends a suppression of "{rule}" that never began: remove it.',
    misspelt: '"{written}" silences nothing: write "{meant}" and the name of the rule.',
    unseparated: 'This is no name of a rule: write "--" before the reason.',
  },
  hooks: {},
});
