import {
  type ClassLikeDeclaration,
  isCallExpression,
  isExpressionWithTypeArguments,
  isIdentifier,
  isPropertyAccessExpression,
  isTypeReferenceNode,
  type Node,
} from "../compiler/ast.ts";
import type { Program } from "../compiler/program.ts";
import { unwrap } from "./syntax.ts";

/** The classes and interfaces that a class extends and implements, with the node that names each. */
interface NamedBase {
  readonly name: string;
  readonly node: Node;
}

/** Names of base classes, and the packages that declare them. */
export class ClassBases {
  readonly #program: Program;
  readonly #packages = new Map<Node, string>();

  constructor(program: Program) {
    this.#program = program;
  }

  /** Asks where the bases of these classes are declared. */
  async prepare(classes: readonly ClassLikeDeclaration[]): Promise<void> {
    await Promise.all(
      classes.flatMap(namedBases).map(async ({ node }) => {
        const symbol = await this.#program.checker.symbolAt(node);
        const declared = symbol && (await symbol.resolved());
        const path = declared?.declarations[0]?.path;
        const owner = path?.includes("/node_modules/") ? declared?.package?.name : undefined;
        if (owner !== undefined) this.#packages.set(node, owner);
      }),
    );
  }

  of(
    declaration: ClassLikeDeclaration,
  ): readonly { readonly name: string; readonly package?: string }[] {
    return namedBases(declaration).map(({ name, node }) => {
      const owner = this.#packages.get(node);
      return owner === undefined ? { name } : { name, package: owner };
    });
  }
}

/**
 * The classes and interfaces that a class names as its bases. What stands after `extends` is an expression, what stands after `implements` a type. A call as base
 * (`mixin(Base)`) is named by what is called.
 */
export function namedBases(declaration: ClassLikeDeclaration): readonly NamedBase[] {
  return (declaration.heritageClauses ?? []).flatMap((clause) =>
    clause.types.flatMap((type: Node) => {
      if (isTypeReferenceNode(type)) {
        const node = isIdentifier(type.typeName) ? type.typeName : type.typeName.right;
        return [{ name: node.text, node }];
      }
      if (!isExpressionWithTypeArguments(type)) return [];
      let base = unwrap(type.expression);
      if (isCallExpression(base)) base = unwrap(base.expression);
      if (isIdentifier(base)) return [{ name: base.text, node: base }];
      return isPropertyAccessExpression(base) ? [{ name: base.name.text, node: base.name }] : [];
    }),
  );
}
