import { rules as registry } from "../rules/index.ts";
import type { Rule } from "../rules/support/define-rule.ts";
import { configurationSchema } from "./config/schema.ts";
import { unusedSuppression } from "./suppressions/unused-suppression.ts";

export { didYouMean, nearestName } from "../base/index.ts";
export { CompilerFailure } from "../compiler/failures.ts";
export { compilerVersion } from "../compiler/version.ts";
export type { Rule } from "../rules/support/define-rule.ts";
export {
  fixAll,
  hasFixes,
  type Insertion,
  insertedText,
  mayEdit,
  type Offer,
  offersIn,
  suppressForFile,
  suppressForLine,
} from "./actions/index.ts";
export { adapters } from "./adapters.ts";
export { createBaseline } from "./baseline/create-baseline.ts";
export { type CheckOptions, type CheckResult, check, emptyResult } from "./check.ts";
export type { Configuration, SeveritySetting } from "./config/configuration.ts";
export { createConfiguration } from "./config/create-configuration.ts";
export {
  configurationFileName,
  configurationFindings,
  loadConfiguration,
} from "./config/load.ts";
export {
  columnHints,
  type DatabaseState,
  type Description,
  declaredSubjectAt,
  describeSubject,
  entitiesIn,
  entitySummary,
  findSymbols,
  type Inline,
  knownFunctionFacts,
  type ModelSymbol,
  operationsIn,
  operationsSummary,
  plainText,
  readFunctionFacts,
  type Subject,
  type SubjectAt,
  subjectAt,
  subjectOfTarget,
} from "./describe/index.ts";
export { type DrawnEntity, entityModel } from "./entity-model.ts";
export { errorMessage, type InternalProblem, UserFailure } from "./failure.ts";
export { LiveFolder } from "./live/live-folder.ts";
export type { LiveListener, LiveState } from "./live/live-listener.ts";
export type { WorkspaceView } from "./live/view.ts";
export { absolutePath, forwardSlashes, isInside, relativePath, shownPath } from "./paths.ts";
export { type PresetName, presetNames, presetOf, severityUnder } from "./presets.ts";
export {
  type Model,
  type ModelColumn,
  type ModelEntity,
  type ModelRelation,
  modelOf,
  readModel,
} from "./read-model.ts";
export {
  type Completion,
  completionsAt,
  definitionsOf,
  type ReferenceTarget,
  type Refused,
  type Renaming,
  referencesOf,
  renameAt,
  renameRangeAt,
  subjectOf,
  targetAt,
} from "./references/index.ts";
export { rulePage, rulePageFile, ruleSummary, ruleUrl } from "./rule-page.ts";
export type { Stats } from "./stats.ts";
export { LineIndex } from "./text/line-index.ts";
export { SourceTexts } from "./text/source-texts.ts";
export { version } from "./version.ts";

/** Every rule that can be configured: those over facts, and ormlint's own. */
export const allRules: readonly Rule[] = [...registry, unusedSuppression];

/** The JSON schema (draft 7) of `ormlint.json`, the same as the one that is published. */
export function schemaOfConfiguration(): Readonly<Record<string, unknown>> {
  return configurationSchema(registry);
}
