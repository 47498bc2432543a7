import { describe, expect, it } from "vitest";
import { MarkupKind } from "vscode-languageserver/node";
import type { Description } from "../../server/src/engine/index.ts";
import { preferredKind, toMarkup } from "../../server/src/lsp/features/hover-content.ts";

const code = (text: string): { readonly code: string } => ({ code: text });

const description: Description = {
  summary: ["a *summary* of ", code("snake_case"), " and ", code("`ticks`")],
  block: ["table a", "  b  -- ``` c"],
  details: [["more of ", code("{ a:\n  b }")], ["<b>"]],
  unknowns: [["the rest"]],
  database: [[code("varchar(3)"), " there"]],
};

describe("a description", () => {
  it("keeps its text as it is in Markdown", () => {
    expect(toMarkup(description, MarkupKind.Markdown)).toEqual({
      kind: "markdown",
      value: [
        "a \\*summary\\* of `snake_case` and `` `ticks` ``",
        "````sql\ntable a\n  b  -- ``` c\n````",
        "- more of `{ a: b }`\n- \\<b\\>\n- _the rest_",
        "**Database**\n\n- `varchar(3)` there",
      ].join("\n\n"),
    });
  });

  it("has no marks in plain text", () => {
    expect(toMarkup(description, MarkupKind.PlainText)).toEqual({
      kind: "plaintext",
      value: [
        "a *summary* of snake_case and `ticks`",
        "table a\n  b  -- ``` c",
        "- more of { a:\n  b }\n- <b>\n- the rest",
        "Database\n- varchar(3) there",
      ].join("\n\n"),
    });
  });

  it("leaves out what it does not have", () => {
    const short: Description = { block: [], details: [["one"]], unknowns: [] };
    expect(toMarkup(short, MarkupKind.Markdown).value).toBe("- one");
  });

  it("is in the kind of text that the client names first", () => {
    expect(preferredKind([MarkupKind.Markdown, MarkupKind.PlainText])).toBe("markdown");
    expect(preferredKind([MarkupKind.PlainText, MarkupKind.Markdown])).toBe("plaintext");
    expect(preferredKind([])).toBe("plaintext");
    expect(preferredKind(undefined)).toBe("plaintext");
  });
});
