import type { Expression, FunctionLikeDeclaration, SourceFile } from "../compiler/ast.ts";
import type { PropertyRead, ResultShape, ResultUse } from "../model/index.ts";
import type { Functions } from "./functions.ts";
import type { Loops } from "./loops.ts";
import type { Scopes } from "./scope.ts";

/** Follows the rows of a result through the file. */
export class ValueUses {
  readonly #source: SourceFile;
  readonly #scopes: Scopes;
  readonly #functions: Functions;
  readonly #loops: Loops;

  constructor(source: SourceFile, scopes: Scopes, functions: Functions, loops: Loops) {
    this.#source = source;
    this.#scopes = scopes;
    this.#functions = functions;
    this.#loops = loops;
  }

  ofCall(_call: Expression, shape: ResultShape): ResultUse {
    void [this.#source, this.#scopes, this.#functions, this.#loops];
    return { shape, reads: [], escape: "escapes" };
  }

  ofParameters(owner: FunctionLikeDeclaration): readonly (readonly PropertyRead[])[] {
    return owner.parameters.map(() => []);
  }
}
