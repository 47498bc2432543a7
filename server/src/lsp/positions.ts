import type { Position, Range } from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Range as OffsetRange } from "../base/index.ts";
import type { LineIndex, SourceTexts } from "../engine/index.ts";

/** The protocol ends lines in fewer places than the compiler does, so it needs lines of its own. */
const documents = new WeakMap<LineIndex, TextDocument>();

function documentOf(texts: SourceTexts, file: string): TextDocument {
  const index = texts.of(file);
  let document = documents.get(index);
  if (!document) {
    document = TextDocument.create(file, "", 0, index.text);
    documents.set(index, document);
  }
  return document;
}

/** A range of a file (absolute path) in lines and characters from 0. */
export function toProtocolRange(
  texts: SourceTexts,
  file: string,
  { start, end }: OffsetRange,
): Range {
  const document = documentOf(texts, file);
  return { start: document.positionAt(start), end: document.positionAt(end) };
}

/** The offset of a position in a file (absolute path), clamped to its text. */
export function toOffset(texts: SourceTexts, file: string, position: Position): number {
  return documentOf(texts, file).offsetAt(position);
}

/** The offsets of a range of a file (absolute path). */
export function toOffsetRange(texts: SourceTexts, file: string, range: Range): OffsetRange {
  const document = documentOf(texts, file);
  return { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
}
