import type { Signature } from "typescript/async";
import type { Checker } from "./checker.ts";
import type { DeclarationSite, SymbolView } from "./symbol-view.ts";
import type { TypeView } from "./type-view.ts";

/** The declaration that a call was resolved to, or one of the ways to call a value. */
export class SignatureView {
  readonly #checker: Checker;
  readonly native: Signature;
  #returned: Promise<TypeView> | undefined;
  #parameters: Promise<readonly SymbolView[]> | undefined;

  constructor(checker: Checker, native: Signature) {
    this.#checker = checker;
    this.native = native;
  }

  get declaration(): DeclarationSite | undefined {
    return this.native.declaration;
  }

  returnType(): Promise<TypeView> {
    this.#returned ??= this.#checker
      .single(() => this.native.getReturnType())
      .then((type) => this.#checker.view(type));
    return this.#returned;
  }

  parameters(): Promise<readonly SymbolView[]> {
    this.#parameters ??= this.#checker
      .single(() => this.native.getParameters())
      .then((parameters) => parameters.map((parameter) => this.#checker.symbolView(parameter)));
    return this.#parameters;
  }

  async parameterNames(): Promise<readonly string[]> {
    return (await this.parameters()).map((parameter) => parameter.name);
  }
}
