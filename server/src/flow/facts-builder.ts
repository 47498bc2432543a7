import type { UnknownReason } from "../base/index.ts";
import type { Node } from "../compiler/ast.ts";
import type {
  Connection,
  Entity,
  FileFacts,
  FileMentions,
  Operation,
  SqlText,
  Transaction,
} from "../model/index.ts";
import type { FileFlow } from "./file-flow.ts";

/** Collects the facts of one file from all adapters, and ties them to the file's flow at the end. */
export class FactsBuilder {
  readonly #file: string;
  readonly #flow: FileFlow;
  readonly #entities: Entity[] = [];
  readonly #operations: Operation[] = [];
  readonly #operationNodes = new Map<Node, number>();
  readonly #sqlTexts: SqlText[] = [];
  readonly #transactions: Transaction[] = [];
  readonly #connections: Connection[] = [];
  #mentions: FileMentions | undefined;
  readonly #unknowns: Partial<Record<UnknownReason, number>> = {};

  constructor(file: string, flow: FileFlow) {
    this.#file = file;
    this.#flow = flow;
  }

  addEntity(entity: Entity): void {
    this.#entities.push(entity);
  }

  /**
   * @param node the expression that evaluates to the operation's result (the outermost call, without `await`)
   * @returns the operation's index
   */
  addOperation(node: Node, operation: Omit<Operation, "index">): number {
    const index = this.#operations.length;
    this.#operations.push({ ...operation, index });
    this.#operationNodes.set(node, index);
    return index;
  }

  /** @returns the text's index, for {@link Operation.sql} */
  addSqlText(text: Omit<SqlText, "index">): number {
    const index = this.#sqlTexts.length;
    this.#sqlTexts.push({ ...text, index });
    return index;
  }

  addTransaction(transaction: Transaction): void {
    this.#transactions.push(transaction);
  }

  addConnection(connection: Connection): void {
    this.#connections.push(connection);
  }

  /** Adds what one adapter found; the positions of scopes are shifted behind those that are there. */
  addMentions({ scopes, texts }: FileMentions): void {
    const before = this.#mentions ?? { scopes: [], texts: [] };
    const offset = before.scopes.length;
    this.#mentions = {
      scopes: [
        ...before.scopes,
        ...scopes.map(({ around, ...scope }) =>
          around ? { ...scope, around: around.map((index) => index + offset) } : scope,
        ),
      ],
      texts: [
        ...before.texts,
        ...texts.map(({ scope, ...text }) =>
          scope === undefined ? text : { ...text, scope: scope + offset },
        ),
      ],
    };
  }

  /** Counts something that could not be read. */
  countUnknown(reason: UnknownReason): void {
    this.#unknowns[reason] = (this.#unknowns[reason] ?? 0) + 1;
  }

  /** Asks what {@link FileFlow.prepareCalls} asks, once all operations are added. */
  prepareCalls(names?: ReadonlySet<string>): Promise<void> {
    return this.#flow.prepareCalls(this.#operationNodes, names);
  }

  /** The finished facts. */
  build(): FileFacts {
    const frame = this.#flow.finish(this.#operationNodes);
    return {
      file: this.#file,
      entities: this.#entities,
      operations: this.#operations,
      sqlTexts: this.#sqlTexts,
      transactions: this.#transactions,
      connections: this.#connections,
      functions: frame.functions,
      classes: frame.classes,
      loops: frame.loops,
      ...(this.#mentions ? { mentions: this.#mentions } : {}),
      unknowns: this.#unknowns,
    };
  }
}
