export { completionsAt } from "./completion.ts";
export type { Completion, Completions } from "./completion-items.ts";
export { definitionsOf, referencesOf } from "./definitions.ts";
export { findMentions } from "./find-mentions.ts";
export type { Meaning, Mention, ReferenceTarget } from "./mention.ts";
export { type Renaming, renameAt, renameRangeAt } from "./rename.ts";
export type { Refused } from "./rename-target.ts";
export { subjectOf } from "./subject-of-name.ts";
export { targetAt } from "./target.ts";
