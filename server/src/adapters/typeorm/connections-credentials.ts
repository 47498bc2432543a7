import { known, type Range } from "../../base/index.ts";
import {
  type Expression,
  isArrayLiteralExpression,
  isArrowFunction,
  isBinaryExpression,
  isCallExpression,
  isConditionalExpression,
  isFunctionExpression,
  isNoSubstitutionTemplateLiteral,
  isPropertyAssignment,
  isSpreadElement,
  isStringLiteral,
  isTemplateExpression,
  type Node,
  SyntaxKind,
} from "../../compiler/ast.ts";
import type { FileFlow } from "../../flow/file-flow.ts";
import { resultsOf } from "../../flow/origin-callers.ts";
import { isTransparent } from "../../flow/syntax.ts";
import type { ConnectionOption } from "../../model/index.ts";
import { dependsOnEnvironment, isGuarded } from "./connections-environment.ts";
import { namedEnvironment } from "./connections-names.ts";
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
  const found = await Promise.all([
    literalsIn(options.expression("password"), isPassword, "DB_PASSWORD", reader),
    literalsIn(options.expression("url"), holdsPassword, "DATABASE_URL", reader),
    ...["authentication.options", "extra"].map(async (path) => {
      const inner = await optionAt(options, path.split("."), reader);
      return literalsIn(inner, isPassword, "DB_PASSWORD", reader);
    }),
  ]);
  return found.flat();
}

/** The password in the objects on a path: those of SQL Server, and those that the driver gets. */
async function optionAt(
  options: OptionBag,
  path: readonly string[],
  { flow }: CredentialReader,
): Promise<Expression | undefined> {
  let bag = options;
  for (const name of path) {
    const expression = bag.expression(name);
    if (!expression) return undefined;
    bag = await OptionBag.read(expression, flow);
  }
  return bag.expression("password");
}

function isPassword(text: string): boolean {
  return text !== "" && !text.includes(hole) && !placeholder.test(text);
}

/** What deployment fills in, and what documentation leaves out: `${DB_PASSWORD}`, `<password>`, `****`. */
const placeholder = /^(?:<[^>]*>|\$?\{+[^}]*\}+|\$\(\w+\)|%\w+%|__\w+__|#\{[^}]*\}#?|[*.]+)$/;

/**
 * Whether a URL holds a password; a hole of a template stands as {@link hole}. Lists of hosts and computed
 * ports are no URL to the language, so the part before the `@` is read by itself (RFC 3986, 3.2.1).
 */
function holdsPassword(text: string): boolean {
  const [, credentials = ""] = /^[a-z][\w+.-]*:\/\/([^/?#]*)@/i.exec(text) ?? [];
  const colon = credentials.indexOf(":");
  return colon !== -1 && isPassword(decoded(credentials.slice(colon + 1)));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
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
      guarded: guarded || isGuarded(at, flow) || isGuarded(expression, flow) || isNamed(at),
      ...(guarded ? { fallback: true } : {}),
      rewrites:
        guarded || !mayBeUndefined(at)
          ? {}
          : { "use-environment": { edits: [edits.replace(range, `process.env.${variable}`)] } },
    });
  }
  return found;
}

/** Whether what stands here may be the value of a missing variable: an option may, what a function returns may not. */
function mayBeUndefined(literal: Expression): boolean {
  let around: Node = literal.parent;
  while (isTransparent(around) || isConditionalExpression(around)) around = around.parent;
  return isPropertyAssignment(around);
}

/** Part of what is called after a single environment. */
function isNamed(node: Expression): boolean {
  return namedEnvironment(node) !== undefined;
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
  if (isArrowFunction(behind) || isFunctionExpression(behind)) {
    const results = resultsOf(behind) ?? [];
    return results.flatMap((result) => alternatives(result, flow, guarded));
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
