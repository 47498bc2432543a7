import { known, type Range } from "../../base/index.ts";
import {
  type Expression,
  isArrayLiteralExpression,
  isBinaryExpression,
  isCallExpression,
  isConditionalExpression,
  isNoSubstitutionTemplateLiteral,
  isSpreadElement,
  isStringLiteral,
  isTemplateExpression,
  SyntaxKind,
} from "../../compiler/ast.ts";
import type { FileFlow } from "../../flow/file-flow.ts";
import type { ConnectionOption } from "../../model/index.ts";
import { dependsOnEnvironment, isGuarded } from "./connections-environment.ts";
import { readConstant, unwrapped } from "./constants.ts";
import { type Edits, rangeOf } from "./edits.ts";
import { OptionBag } from "./option-bag.ts";

/** What a connection needs to find the passwords written in it. */
interface CredentialReader {
  readonly flow: FileFlow;
  readonly edits: Edits;
}

type Credential = ConnectionOption<"literal">;

/**
 * Passwords written in the options, in a URL, or as what stands in for a missing environment variable;
 * also those of replicas. The texts themselves are not kept.
 */
export async function readCredentials(
  options: OptionBag,
  reader: CredentialReader,
): Promise<readonly Credential[]> {
  const own = await credentialsOf(options, reader);
  const replication = options.expression("replication");
  if (!replication) return own;
  const servers = await OptionBag.read(replication, reader.flow);
  const slaves = servers.expression("slaves") ?? servers.expression("replicas");
  const list = slaves && unwrapped(reader.flow.origin(slaves));
  const expressions = [
    servers.expression("master") ?? servers.expression("primary"),
    ...(list && isArrayLiteralExpression(list) ? list.elements : []),
  ];
  const nested = await Promise.all(
    expressions.map(async (expression) =>
      expression && !isSpreadElement(expression)
        ? credentialsOf(await OptionBag.read(expression, reader.flow), reader)
        : [],
    ),
  );
  return [...own, ...nested.flat()];
}

async function credentialsOf(
  options: OptionBag,
  reader: CredentialReader,
): Promise<readonly Credential[]> {
  const [passwords, urls] = await Promise.all([
    literalsIn(options.expression("password"), isPassword, "DB_PASSWORD", reader),
    literalsIn(options.expression("url"), holdsPassword, "DATABASE_URL", reader),
  ]);
  return [...passwords, ...urls];
}

function isPassword(text: string): boolean {
  return text !== "";
}

/** Whether a URL holds a password; a hole of a template stands as {@link hole}. */
function holdsPassword(text: string): boolean {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return false;
  }
  return url.password !== "" && !url.password.includes(hole);
}

const hole = "ormlinthole";

async function literalsIn(
  expression: Expression | undefined,
  isSecret: (text: string) => boolean,
  variable: string,
  { flow, edits }: CredentialReader,
): Promise<readonly Credential[]> {
  if (!expression) return [];
  const found: Credential[] = [];
  for (const { at, guarded } of alternatives(expression, flow, false)) {
    const text = await textOf(at, flow);
    if (text === undefined || !isSecret(text)) continue;
    const range: Range = rangeOf(at);
    found.push({
      value: known("literal"),
      range,
      guarded: guarded || isGuarded(at, flow) || isGuarded(expression, flow),
      rewrites: guarded
        ? {}
        : { "use-environment": { edits: [edits.replace(range, `process.env.${variable}`)] } },
    });
  }
  return found;
}

interface Alternative {
  readonly at: Expression;
  /** Taken only when the environment gives nothing. */
  readonly guarded: boolean;
}

/** The expressions that may give the value: both sides of `??`, `||` and `?:`, and defaults of a configuration service. */
function alternatives(
  expression: Expression,
  flow: FileFlow,
  guarded: boolean,
): readonly Alternative[] {
  const behind = unwrapped(flow.origin(expression));
  if (isConditionalExpression(behind)) {
    const depends = guarded || dependsOnEnvironment(behind.condition, flow);
    return [
      ...alternatives(behind.whenTrue, flow, depends),
      ...alternatives(behind.whenFalse, flow, depends),
    ];
  }
  if (isBinaryExpression(behind) && isFallback(behind.operatorToken.kind)) {
    const depends = guarded || dependsOnEnvironment(behind.left, flow);
    return [
      ...alternatives(behind.left, flow, guarded),
      ...alternatives(behind.right, flow, depends),
    ];
  }
  if (isCallExpression(behind)) {
    const [, fallback] = behind.arguments;
    return fallback && dependsOnEnvironment(behind.expression.parent, flow)
      ? alternatives(fallback, flow, true)
      : [];
  }
  return [{ at: behind, guarded }];
}

function isFallback(operator: SyntaxKind): boolean {
  return operator === SyntaxKind.BarBarToken || operator === SyntaxKind.QuestionQuestionToken;
}

async function textOf(expression: Expression, flow: FileFlow): Promise<string | undefined> {
  if (isStringLiteral(expression) || isNoSubstitutionTemplateLiteral(expression)) {
    return expression.text;
  }
  const constant = await readConstant(expression, flow);
  if (constant.known) return typeof constant.value === "string" ? constant.value : undefined;
  if (!isTemplateExpression(expression)) return undefined;
  return (
    expression.head.text +
    expression.templateSpans.map((span) => `${hole}${span.literal.text}`).join("")
  );
}
