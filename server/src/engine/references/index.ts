export { completionsAt } from "./completion.ts";
export type { Completion, Completions } from "./completion-items.ts";
export { declarationsOf, type FoundMention, findMentions } from "./find-mentions.ts";
export { type Member, membersOf } from "./members.ts";
export type { Meaning, Mention, ReferenceTarget } from "./mention.ts";
export { targetAt } from "./target.ts";
