import type { Range } from "../base/index.ts";
import type {
  Call,
  Column,
  Dialect,
  Entity,
  EntityId,
  FileFacts,
  FunctionId,
  FunctionSummary,
  Operation,
  Relation,
} from "../model/index.ts";
import type { Naming } from "./naming.ts";

/** Where code stands in an application. */
export type Layer = "repository" | "service" | "boundary";

/** A member of an entity, with the class that declares it. */
export interface Declared<T> {
  readonly member: T;
  readonly by: Entity;
}

/** An entity with everything that it inherits. */
export interface LinkedEntity {
  readonly own: Entity;
  /** Own and inherited, and (prefixed by `embedded.`) those of embedded classes. A member of a subclass hides one of its base. */
  readonly columns: readonly Declared<Column>[];
  readonly relations: readonly Declared<Relation>[];
  /** Everything that declares members of this entity was read: no unknown base, mixin or decorator. */
  readonly complete: boolean;
  /** Subclasses that are entities. */
  readonly derived: readonly EntityId[];
  /** Looks a relation up by its property name. */
  relation(property: string): Declared<Relation> | undefined;
  column(property: string): Declared<Column> | undefined;
}

/** A function and the file that declares it. */
export interface LinkedFunction {
  readonly facts: FileFacts;
  readonly summary: FunctionSummary;
}

/** An operation that a function runs, itself or through the functions it calls. */
export interface ReachedOperation {
  readonly facts: FileFacts;
  readonly operation: Operation;
  /** What it asks or writes depends on the arguments in question. */
  readonly dependent: boolean;
  /** The calls from the function to the operation, outermost first. */
  readonly path: readonly {
    readonly file: string;
    readonly range: Range;
    readonly text: string;
  }[];
}

/** The facts of all files, tied together. Immutable. */
export interface Project {
  readonly files: ReadonlyMap<string, FileFacts>;
  readonly entities: readonly LinkedEntity[];
  entity(id: EntityId): LinkedEntity | undefined;
  /** Databases that the project's connections name, else those whose drivers it depends on; empty when nothing tells. */
  readonly dialects: ReadonlySet<Dialect>;
  /** How the project's connections name tables and columns that the code does not name. */
  readonly naming: Naming;
  functionById(id: FunctionId): LinkedFunction | undefined;
  /**
   * Operations that a function runs: its own, those of the callbacks inside it, and those of the functions
   * that these call. Each operation once, by the shortest path. No arguments are in question.
   */
  operationsOf(facts: FileFacts, functionIndex: number): readonly ReachedOperation[];
  /** Operations that a call in a loop runs; in question are its arguments that depend on the loop. */
  operationsBehind(call: Call): readonly ReachedOperation[];
  /** Whether a function calls one of some others, itself or through the functions it calls. */
  mayRun(id: FunctionId, wanted: ReadonlySet<FunctionId>): boolean;
  /** The layer of the code in a class or file; `undefined` when nothing tells. */
  layerOf(facts: FileFacts, functionIndex: number | undefined): Layer | undefined;
}
