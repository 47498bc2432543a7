import { type MarkupContent, MarkupKind } from "vscode-languageserver/node";
import { type Description, type Inline, plainText } from "../../engine/index.ts";

/** A description as an editor shows it, in Markdown or in plain text. */
export function toMarkup(description: Description, kind: MarkupKind): MarkupContent {
  const value = kind === MarkupKind.Markdown ? markdown(description) : plain(description);
  return { kind, value };
}

/**
 * The kind of text that a client prefers.
 * @param formats as the client lists them, the best first
 */
export function preferredKind(formats: readonly MarkupKind[] | undefined): MarkupKind {
  return formats?.[0] === MarkupKind.Markdown ? MarkupKind.Markdown : MarkupKind.PlainText;
}

function markdown({ summary, block, details, unknowns, database }: Description): string {
  const said = [
    ...details.map((detail) => `- ${inMarkdown(detail)}`),
    ...unknowns.map((detail) => `- _${inMarkdown(detail)}_`),
  ];
  return [
    summary && inMarkdown(summary),
    block.length > 0 ? fenced(block) : undefined,
    said.length > 0 ? said.join("\n") : undefined,
    database && ["**Database**\n", ...database.map((each) => `- ${inMarkdown(each)}`)].join("\n"),
  ]
    .filter((part) => part !== undefined)
    .join("\n\n");
}

function plain({ summary, block, details, unknowns, database }: Description): string {
  const said = [...details, ...unknowns].map((detail) => `- ${plainText(detail)}`);
  return [
    summary && plainText(summary),
    block.length > 0 ? block.join("\n") : undefined,
    said.length > 0 ? said.join("\n") : undefined,
    database && ["Database", ...database.map((each) => `- ${plainText(each)}`)].join("\n"),
  ]
    .filter((part) => part !== undefined)
    .join("\n\n");
}

function inMarkdown(text: Inline): string {
  return text.map((part) => (typeof part === "string" ? escaped(part) : span(part.code))).join("");
}

function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<>]/g, "\\$&");
}

/** A code span may hold backticks when its own are more. */
function span(text: string): string {
  const line = text.replace(/\s*\n\s*/g, " ");
  const ticks = "`".repeat(longestRun(line) + 1);
  const space = line.startsWith("`") || line.endsWith("`") ? " " : "";
  return `${ticks}${space}${line}${space}${ticks}`;
}

function fenced(lines: readonly string[]): string {
  const text = lines.join("\n");
  const fence = "`".repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}sql\n${text}\n${fence}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}
