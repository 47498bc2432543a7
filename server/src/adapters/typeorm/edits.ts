import type { Range, TextEdit } from "../../base/index.ts";
import {
  isPropertyAssignment,
  type Node,
  type ObjectLiteralExpression,
  type SourceFile,
} from "../../compiler/ast.ts";
import type { Rewrite } from "../../model/index.ts";
import { elementName } from "./option-bag.ts";

/** The span of a node without the space and comments before it. */
export function rangeOf(node: Node): Range {
  return { start: node.getStart(), end: node.getEnd() };
}

/** Makes the edits of rewrites in one file, in the file's own quotes and line breaks. */
export class Edits {
  readonly #source: SourceFile;
  readonly #quote: string;

  constructor(source: SourceFile) {
    this.#source = source;
    const first = source.imports[0]?.getText().charAt(0);
    this.#quote = first === "'" ? "'" : '"';
  }

  /** A string literal. The text needs no escaping: it is an identifier, a type's name or a hole. */
  quoted(text: string): string {
    return `${this.#quote}${text}${this.#quote}`;
  }

  replace(range: Range, newText: string): TextEdit {
    return { file: this.#source.fileName, range, newText };
  }

  insert(at: number, newText: string): TextEdit {
    return this.replace({ start: at, end: at }, newText);
  }

  /** Sets a property of an object literal; one set by a spread before it is overridden. */
  setProperty(literal: ObjectLiteralExpression, name: string, value: string): Rewrite | undefined {
    const existing = literal.properties.find((property) => elementName(property) === name);
    if (existing) {
      return isPropertyAssignment(existing)
        ? { edits: [this.replace(rangeOf(existing.initializer), value)] }
        : undefined;
    }
    const last = literal.properties.at(-1);
    if (!last) return { edits: [this.replace(rangeOf(literal), `{ ${name}: ${value} }`)] };
    return {
      edits: [this.insert(last.getEnd(), `,${this.#separator(literal, last)}${name}: ${value}`)],
    };
  }

  /** Puts a property before all others, for one that says what the object is. */
  prependProperty(literal: ObjectLiteralExpression, name: string, value: string): Rewrite {
    const first = literal.properties[0];
    if (!first) return { edits: [this.replace(rangeOf(literal), `{ ${name}: ${value} }`)] };
    const gap = this.#separator(literal, first);
    return { edits: [this.insert(first.getStart(), `${name}: ${value},${gap}`)] };
  }

  /** Takes a property and its comma out of an object literal. */
  removeProperty(literal: ObjectLiteralExpression, name: string): Rewrite | undefined {
    const properties = literal.properties;
    const index = properties.findIndex((property) => elementName(property) === name);
    const property = properties[index];
    if (!property) return undefined;
    const next = properties[index + 1];
    const previous = properties[index - 1];
    if (next) {
      return {
        edits: [this.replace({ start: property.getStart(), end: next.getStart() }, "")],
      };
    }
    if (previous) {
      return {
        edits: [this.replace({ start: previous.getEnd(), end: property.getEnd() }, "")],
      };
    }
    return { edits: [this.replace(rangeOf(literal), "{}")] };
  }

  #separator(literal: ObjectLiteralExpression, property: Node): string {
    const { text } = this.#source;
    const start = property.getStart();
    const lineStart = text.lastIndexOf("\n", start - 1) + 1;
    if (lineStart <= literal.getStart()) return " ";
    const indent = /^[ \t]*/.exec(text.slice(lineStart, start))?.[0] ?? "";
    const lineBreak = text.charAt(lineStart - 2) === "\r" ? "\r\n" : "\n";
    return `${lineBreak}${indent}`;
  }
}
