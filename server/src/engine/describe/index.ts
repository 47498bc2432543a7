export { declaredSubjectAt } from "./declared-subject.ts";
export { type Description, type Inline, plainText } from "./description.ts";
export { knownFunctionFacts, readFunctionFacts } from "./function-facts.ts";
export {
  type DatabaseState,
  describeSubject,
  type Subject,
  type SubjectAt,
  subjectAt,
} from "./subject.ts";
export { subjectOfTarget } from "./subject-of-target.ts";
export {
  columnHints,
  entitiesIn,
  entitySummary,
  operationsIn,
  operationsSummary,
} from "./summaries.ts";
export { findSymbols, type ModelSymbol } from "./symbols.ts";
