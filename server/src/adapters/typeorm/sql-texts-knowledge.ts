import {
  type CallExpression,
  type Expression,
  isCallExpression,
  isIdentifier,
  isPropertyAccessExpression,
  type Node,
} from "../../compiler/ast.ts";
import type { SymbolView } from "../../compiler/checker.ts";
import type { FileFlow } from "../../flow/file-flow.ts";
import type { OrmText, SqlKnowledge } from "../../flow/sql-expression.ts";

/** Methods of TypeORM that give the SQL of a builder. */
const SUBQUERY_METHODS = new Set(["getQuery", "getSql", "getQueryAndParameters"]);

/** Methods of TypeORM's drivers and builders, and functions of drivers, that quote what they are given. */
const ESCAPING = /^escape|^quote|^buildTableName$|^ident$|^literal$/i;
const ESCAPING_PACKAGES = new Set(["mysql", "mysql2", "sqlstring", "pg", "pg-format", "mssql"]);

/** What TypeORM itself makes: names from its metadata, subqueries, escaped names. */
export class TypeormSqlKnowledge implements SqlKnowledge {
  readonly #flow: FileFlow;
  /** Parameters of `Raw((alias) => …)`: TypeORM passes the escaped column. */
  readonly #columnParameters = new Set<Node>();
  readonly #answers = new Map<Node, Promise<OrmText | undefined>>();

  constructor(flow: FileFlow) {
    this.#flow = flow;
  }

  /** Tells that TypeORM passes an escaped column to this parameter. */
  addColumnParameter(parameter: Node): void {
    this.#columnParameters.add(parameter);
  }

  classify(expression: Expression): Promise<OrmText | undefined> {
    let answer = this.#answers.get(expression);
    if (!answer) {
      answer = this.#classify(expression);
      this.#answers.set(expression, answer);
    }
    return answer;
  }

  async #classify(expression: Expression): Promise<OrmText | undefined> {
    if (isIdentifier(expression)) {
      const declaration = this.#flow.declarationOf(expression);
      return declaration && this.#columnParameters.has(declaration) ? "escaped" : undefined;
    }
    if (isPropertyAccessExpression(expression)) {
      const symbol = await this.#flow.program.checker.symbolAt(expression.name);
      return symbol && isMetadata(symbol) ? "metadata" : undefined;
    }
    return isCallExpression(expression) ? this.#ofCall(expression) : undefined;
  }

  async #ofCall(call: CallExpression): Promise<OrmText | undefined> {
    const callee = call.expression;
    const name = isPropertyAccessExpression(callee) ? callee.name : callee;
    if (!isIdentifier(name)) return undefined;
    const found = await this.#flow.program.checker.symbolAt(name);
    const symbol = await found?.resolved();
    if (!symbol) return undefined;
    if (symbol.isDeclaredIn("typeorm")) {
      if (SUBQUERY_METHODS.has(name.text)) return "subquery";
      if (ESCAPING.test(name.text)) return "escaped";
      if (isRead(symbol)) return COUNTING.test(name.text) ? "numeric" : "database";
      return isMetadata(symbol) ? "metadata" : undefined;
    }
    const owner = symbol.package?.name.replace(/^@types\//, "");
    return owner !== undefined && ESCAPING_PACKAGES.has(owner) && ESCAPING.test(symbol.name)
      ? "escaped"
      : undefined;
  }
}

/** Methods of handles and builders that give rows, entities or results of writes. */
const READING =
  /^(?:find(?!Metadata|Column|Inheritance)|get(?:One|Many|Raw)|count|getCount|sum$|average$|minimum$|maximum$|exist|getExists|query$|stream$|execute$|save|insert|update|upsert|delete|remove|restore|soft|preload|reload)/;
const COUNTING = /^(?:count|getCount|sum$|average$|exist|getExists)/;

/** Whether a call of a handle or builder gives what is stored in the database. */
function isRead(symbol: SymbolView): boolean {
  const path = symbol.declarations[0]?.path ?? "";
  return (
    /\/(?:query-builder|data-source|repository|entity-manager|query-runner|driver\/[\w-]+)\/\w+\.d\.[cm]?ts$/.test(
      path,
    ) && READING.test(symbol.name)
  );
}

/** Members of TypeORM that hold names of the mapping, aliases of a builder, or the connection's own options. */
function isMetadata(symbol: SymbolView): boolean {
  if (!symbol.isDeclaredIn("typeorm")) return false;
  const path = symbol.declarations[0]?.path ?? "";
  return /\/(?:metadata|metadata-args|metadata-builder|naming-strategy|query-builder|driver|data-source|connection|schema-builder|repository|entity-manager|query-runner|common)\//.test(
    path,
  );
}
