import type { AccessorDeclaration, PropertyDeclaration, SourceFile } from "../../compiler/ast.ts";
import type { Program } from "../../compiler/program.ts";
import type { FileFlow } from "../../flow/file-flow.ts";
import type { EntityId, ValueType } from "../../model/index.ts";
import type { ReadContext } from "../adapter.ts";
import { Edits } from "./edits.ts";
import { ImportedNames, type OrmDecorator } from "./entities-decorators.ts";

/** What the readers of one file's entities share. */
export interface EntityReader {
  readonly program: Program;
  readonly source: SourceFile;
  readonly flow: FileFlow;
  readonly imports: ImportedNames;
  readonly edits: Edits;
}

export function entityReader({ program, source, flow }: ReadContext): EntityReader {
  return {
    program,
    source,
    flow,
    imports: new ImportedNames(flow.structure.importedNames),
    edits: new Edits(source),
  };
}

/** A member of a class with TypeORM's decorators on it. */
export interface MappedMember {
  readonly node: PropertyDeclaration | AccessorDeclaration;
  readonly property: string;
  readonly decorators: readonly OrmDecorator[];
  readonly valueType: ValueType;
  /** The class around it, for relations that point back to it. */
  readonly owner: EntityId;
}
