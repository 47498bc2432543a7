// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts of the files are code
import { readFileSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import { CodeActionTriggerKind, LSPErrorCodes, TextEdit } from "vscode-languageserver/node";
import { codeActionClient, documentEdits, Editing, editingClient } from "./code-actions-support.ts";
import { uri } from "./support/client.ts";

const author = `import { Column, Entity, ManyToOne, OneToMany, PrimaryGeneratedColumn } from "typeorm";

@Entity()
export class Author {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column() name!: string; @Column() motto!: string;

  @OneToMany(() => Book, (book) => book.author)
  books!: Book[];
}

@Entity()
export class Book {
  @PrimaryGeneratedColumn()
  id!: number;

  @ManyToOne(() => Author, (author) => author.books)
  author!: Author;
}
`;

const search = `import type { Repository } from "typeorm";
import type { Author } from "./author.js";

export class Search {
  constructor(private readonly authors: Repository<Author>) {}

  byName(name: string) {
    return this.authors.createQueryBuilder("a").where(\`a.name = '\${name}'\`).getMany();
  }

  byBoth(name: string, motto: string) {
    return this.authors.createQueryBuilder("a").where(\`a.name = '\${name}'\`).andWhere(\`a.motto = '\${motto}'\`).getMany();
  }
}
`;

const files = { "author.ts": author, "search.ts": search };
const everywhere = { start: { line: 0, character: 0 }, end: { line: 1000, character: 0 } };

let editing: Editing | undefined;

afterEach(async () => {
  const running = editing;
  editing = undefined;
  await running?.stop();
});

async function open(file: keyof typeof files, text: string = files[file]): Promise<Editing> {
  editing = await Editing.start({ ...files, [file]: text });
  await editing.open(file);
  return editing;
}

describe("fixes of findings", () => {
  it("are offered where the finding is, with its diagnostic, and change the text when chosen", async () => {
    const person = await open("search.ts");
    const actions = await person.actions("search.ts", "name}'");
    const [fix] = actions;
    expect(fix).toMatchObject({
      title: "Pass as a parameter",
      kind: "quickfix",
      isPreferred: true,
      diagnostics: [{ code: "no-string-built-sql", source: "ormlint" }],
    });
    expect(fix?.edit).toBeUndefined();
    person.apply(await person.chosen("search.ts", "name}'", "Pass as a parameter"));
    expect(person.text("search.ts")).toContain(".where(`a.name = :name`, { name }).getMany()");
    expect(await person.rules("search.ts")).toEqual(["no-string-built-sql", "no-string-built-sql"]);
  });

  it("are not offered away from any finding", async () => {
    const person = await open("search.ts");
    expect(await person.actions("search.ts", "constructor")).not.toContainEqual(
      expect.objectContaining({ kind: "quickfix" }),
    );
  });

  it("say where they belong, when two findings of a line have the same", async () => {
    const person = await open("author.ts");
    const { line } = person.client.positionOf(person.path("author.ts"), "@Column() name");
    const range = { start: { line, character: 0 }, end: { line: line + 1, character: 0 } };
    const titles = (await person.actions("author.ts", range)).map(({ title }) => title);
    expect(titles.filter((title) => title.startsWith("Give the column"))).toEqual([
      `Give the column a length of 255 (line ${line + 1}, column 13)`,
      `Give the column a length of 255 (line ${line + 1}, column 38)`,
    ]);
    expect(titles.filter((title) => title.startsWith("Disable"))).toEqual([
      "Disable no-unbounded-string for this line",
      "Disable no-unbounded-string for this file",
    ]);
    person.apply(await person.chosen("author.ts", range, titles[1] ?? ""));
    expect(person.text("author.ts")).toContain(
      "@Column() name!: string; @Column({ length: 255 }) motto",
    );
  });

  it("that need a person to agree are not preferred", async () => {
    const person = await open("author.ts");
    const [fix] = await person.actions("author.ts", "name!: string");
    expect(fix?.title).toBe("Give the column a length of 255");
    expect(fix?.isPreferred).toBeUndefined();
  });

  it("are offered for the diagnostics that a client names, wherever its cursor is", async () => {
    const person = await open("search.ts");
    const [diagnostic] = await person.diagnosticsOf("search.ts");
    if (!diagnostic) throw new Error("no diagnostic");
    const context = { diagnostics: [diagnostic] };
    expect((await person.actions("search.ts", "constructor", context))[0]?.diagnostics).toEqual([
      diagnostic,
    ]);
    const { data: _lost, ...bare } = diagnostic;
    const again = await person.actions("search.ts", "constructor", { diagnostics: [bare] });
    expect(again[0]?.diagnostics).toEqual([bare]);
  });

  it("are not offered in ormlint.json", async () => {
    const person = await open("search.ts");
    const path = person.path("../ormlint.json");
    person.client.open(path, '{ "rules": { "no-such-rule": "off" } }');
    expect(await person.diagnosticsOf("../ormlint.json")).toHaveLength(1);
    expect(await person.actions("../ormlint.json", "no-such-rule")).toEqual([]);
  });

  it("are not offered for a file that no folder analyses", async () => {
    const person = await open("search.ts");
    const actions = await person.client.connection.sendRequest("textDocument/codeAction", {
      textDocument: { uri: "untitled:Untitled-1" },
      range: everywhere,
      context: { diagnostics: [] },
    });
    expect(actions).toEqual([]);
  });
});

describe("all fixes of a rule", () => {
  it("are offered when there are several, and made at once", async () => {
    const person = await open("search.ts");
    const action = await person.chosen("search.ts", "name}'", "Fix all no-string-built-sql");
    person.apply(action);
    expect(person.text("search.ts")).not.toContain("${");
    expect(await person.rules("search.ts")).toEqual([]);
  });

  it("are not offered for one finding, or for fixes that need a person to agree", async () => {
    const once = search.slice(0, search.indexOf("  byBoth")).concat("}\n");
    const person = await open("search.ts", once);
    const titles = (await person.actions("search.ts", "name}'")).map(({ title }) => title);
    expect(titles).toContain("Pass as a parameter");
    expect(titles.filter((title) => title.startsWith("Fix all no-"))).toEqual([]);
    person.client.open(person.path("author.ts"));
    const others = await person.actions("author.ts", everywhere);
    expect(others.map(({ title }) => title)).not.toContain(
      "Fix all no-unbounded-string findings in this file",
    );
  });
});

describe("source.fixAll.ormlint", () => {
  const onSave = { only: ["source.fixAll"], triggerKind: CodeActionTriggerKind.Automatic };

  it("makes all safe fixes of the file, by edits that do not overlap", async () => {
    const person = await open("search.ts");
    const actions = await person.actions("search.ts", everywhere, onSave);
    expect(actions.map(({ kind }) => kind)).toEqual(["source.fixAll.ormlint"]);
    const [action] = actions;
    if (!action) throw new Error("no action");
    const resolved = await person.resolve(action);
    const edits = documentEdits(resolved).flatMap((each) => each.edits.filter(TextEdit.is));
    const places = edits.map(({ range }) => ({
      start: range.start.line * 1000 + range.start.character,
      end: range.end.line * 1000 + range.end.character,
    }));
    expect(places.length).toBeGreaterThan(3);
    for (const [index, { start }] of places.entries())
      expect(start).toBeGreaterThan(places[index - 1]?.end ?? -1);
    person.apply(resolved);
    expect(await person.rules("search.ts")).toEqual([]);
  });

  it("leaves the findings of the file as they are until it is applied", async () => {
    const person = await open("search.ts");
    const before = await person.diagnosticsOf("search.ts");
    await person.chosen("search.ts", everywhere, "Fix all safe", onSave);
    expect(await person.diagnosticsOf("search.ts")).toEqual(before);
    person.client.replace(person.path("search.ts"), "byName", "byTheName");
    expect(await person.diagnosticsOf("search.ts")).toHaveLength(before.length);
  });

  it("is not offered where nothing is safe to fix, or for the cursor alone", async () => {
    const person = await open("author.ts");
    expect(await person.actions("author.ts", everywhere, onSave)).toEqual([]);
    await person.open("search.ts");
    const automatic = { triggerKind: CodeActionTriggerKind.Automatic };
    const invoked = { triggerKind: CodeActionTriggerKind.Invoked };
    const kinds = async (context: object): Promise<readonly unknown[]> =>
      (await person.actions("search.ts", "constructor", context)).map(({ kind }) => kind);
    expect(await kinds(automatic)).toEqual([]);
    expect(await kinds(invoked)).toEqual(["source.fixAll.ormlint"]);
    expect(await kinds({ only: ["refactor"] })).toEqual([]);
    expect(await kinds({ only: ["quickfix"] })).toEqual([]);
  });
});

describe("suppressions", () => {
  it("silence the finding, with a reason to be written", async () => {
    const person = await open("author.ts");
    person.apply(
      await person.chosen(
        "author.ts",
        "name!: string",
        "Disable no-unbounded-string for this line",
      ),
    );
    expect(person.text("author.ts")).toContain(
      "\n  // ormlint-disable-next-line no-unbounded-string -- reason\n  @Column() name",
    );
    expect(await person.rules("author.ts")).toEqual([]);
  });

  it("silence the file", async () => {
    const person = await open("search.ts");
    person.apply(
      await person.chosen("search.ts", "name}'", "Disable no-string-built-sql for this file"),
    );
    expect(person.text("search.ts")).toBe(
      `/* ormlint-disable no-string-built-sql -- reason */\n${search}`,
    );
    expect(await person.rules("search.ts")).toEqual([]);
  });

  it("keep the line endings of the file", async () => {
    const person = await open("author.ts", author.replaceAll("\n", "\r\n"));
    person.apply(
      await person.chosen(
        "author.ts",
        "name!: string",
        "Disable no-unbounded-string for this line",
      ),
    );
    const text = person.text("author.ts");
    expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
    expect(await person.rules("author.ts")).toEqual([]);
  });

  it("join the directive of the line, also one with an unknown rule", async () => {
    const text = author.replace(
      "  @Column() name",
      "  // ormlint-disable-next-line no-such-rule -- once\n  @Column() name",
    );
    const person = await open("author.ts", text);
    expect(await person.rules("author.ts")).toContain("unused-suppression");
    person.apply(
      await person.chosen(
        "author.ts",
        "name!: string",
        "Disable no-unbounded-string for this line",
      ),
    );
    expect(person.text("author.ts")).toContain(
      "// ormlint-disable-next-line no-such-rule, no-unbounded-string -- once\n",
    );
    expect(await person.rules("author.ts")).toEqual(["unused-suppression"]);
  });

  it("are not offered for what cannot be silenced", async () => {
    const person = await open(
      "author.ts",
      `// ormlint-disable-next-line no-such-rule -- once\n${author}`,
    );
    const titles = (await person.actions("author.ts", "no-such-rule")).map(({ title }) => title);
    expect(titles).toEqual(["Open the page of unused-suppression"]);
  });

  it("are put into the hole of a template whose lines are all text", async () => {
    const text = search.replace(
      "`a.name = '${name}'`).getMany",
      "`\n      a.name = '${name}' and\n      a.id > 0`).getMany",
    );
    const person = await open("search.ts", text);
    person.apply(
      await person.chosen("search.ts", "name}'", "Disable no-string-built-sql for this line"),
    );
    expect(person.text("search.ts")).toContain(
      "'${/* ormlint-disable-line no-string-built-sql -- reason */ name}' and\n",
    );
    expect(await person.rules("search.ts")).toHaveLength(2);
  });

  it("are snippets where the client has snippets", async () => {
    editing = await Editing.start(
      files,
      editingClient({ documentChanges: true, snippetEditSupport: true }),
    );
    await editing.open("author.ts");
    const action = await editing.chosen(
      "author.ts",
      "name!: string",
      "Disable no-unbounded-string for this line",
    );
    expect(documentEdits(action)[0]?.edits).toEqual([
      {
        range: expect.anything(),
        snippet: {
          kind: "snippet",
          value: "  // ormlint-disable-next-line no-unbounded-string -- ${1:reason}\n",
        },
      },
    ]);
  });
});

describe("an action that is chosen late", () => {
  it("is made in the text as it is then, when its finding moved", async () => {
    const person = await open("search.ts");
    const [action] = await person.actions("search.ts", "name}'");
    if (!action) throw new Error("no action");
    person.client.replace(person.path("search.ts"), "import type", "\n\nimport type");
    const resolved = await person.resolve(action);
    expect(documentEdits(resolved)[0]?.textDocument.version).toBe(2);
    person.apply(resolved);
    expect(person.text("search.ts")).toContain("{ name }");
    expect(await person.rules("search.ts")).toHaveLength(2);
  });

  it.each([
    "Pass as a parameter",
    "Disable no-string-built-sql for this line",
    "Fix all no-string-built-sql",
  ])("fails when its finding is gone: %s", async (title) => {
    const person = await open("search.ts");
    const actions = await person.actions("search.ts", "name}'");
    const action = actions.find((each) => each.title.startsWith(title));
    if (!action) throw new Error("no action");
    person.client.replace(person.path("search.ts"), "'${name}'", "'fixed'");
    await expect(person.resolve(action)).rejects.toMatchObject({
      code: LSPErrorCodes.ContentModified,
    });
  });

  it("fails when the text changes while it is worked out", async () => {
    const person = await open("search.ts");
    const [action] = await person.actions("search.ts", everywhere, { only: ["source.fixAll"] });
    if (!action) throw new Error("no action");
    const resolved = person.resolve(action);
    person.client.replace(person.path("search.ts"), "byName", "byTheName");
    await expect(resolved).rejects.toMatchObject({ code: LSPErrorCodes.ContentModified });
    expect(await person.diagnosticsOf("search.ts")).toHaveLength(3);
  });

  it("stays as it is when it is not one of the server's", async () => {
    const person = await open("search.ts");
    const foreign = { title: "Something", data: { kind: "fix", uri: 7 } };
    expect(await person.resolve(foreign)).toEqual(foreign);
  });
});

describe("clients that can do less", () => {
  it("get the edits at once when they do not resolve them", async () => {
    editing = await Editing.start(
      files,
      codeActionClient({
        codeActionLiteralSupport: { codeActionKind: { valueSet: ["quickfix"] } },
      }),
    );
    await editing.open("search.ts");
    expect(editing.client.server.capabilities.codeActionProvider).toMatchObject({
      resolveProvider: false,
    });
    const actions = await editing.actions("search.ts", "name}'");
    expect(actions.length).toBeGreaterThan(3);
    for (const action of actions) {
      expect(action.data).toBeUndefined();
      expect(action.edit ?? action.command).toBeDefined();
    }
    const [fix] = actions;
    if (!fix) throw new Error("no action");
    editing.apply(fix);
    expect(editing.text("search.ts")).toContain("{ name }");
  });

  it("get edits without versions when they know none", async () => {
    editing = await Editing.start(files, editingClient({ snippetEditSupport: true }));
    await editing.open("author.ts");
    const action = await editing.chosen(
      "author.ts",
      "name!: string",
      "Disable no-unbounded-string for this line",
    );
    expect(action.edit?.documentChanges).toBeUndefined();
    expect(action.edit?.changes?.[uri(editing.path("author.ts"))]).toMatchObject([
      { newText: "  // ormlint-disable-next-line no-unbounded-string -- reason\n" },
    ]);
  });

  it("get none when they know only commands", async () => {
    editing = await Editing.start(files, codeActionClient({}));
    await editing.open("search.ts");
    expect(editing.client.server.capabilities.codeActionProvider).toBeUndefined();
  });

  it("get none while ormlint is switched off", async () => {
    const person = await open("search.ts");
    person.client.settings = { enable: false };
    void person.client.connection.sendNotification("workspace/didChangeConfiguration", {
      settings: null,
    });
    expect(await person.actions("search.ts", "name}'")).toEqual([]);
  });
});

describe("the page of a rule", () => {
  const title = "Open the page of no-string-built-sql";

  it("is opened by a command", async () => {
    const person = await open("search.ts");
    const action = (await person.actions("search.ts", "name}'")).find(
      (each) => each.title === title,
    );
    expect(action?.command).toMatchObject({
      command: "ormlint.openRulePage",
      arguments: ["no-string-built-sql"],
    });
    const shown = person.client.next(({ method }) => method === "window/showDocument");
    await person.client.connection.sendRequest("workspace/executeCommand", action?.command);
    const { uri: page } = (await shown).params as { uri: string };
    expect(readFileSync(new URL(page), "utf8")).toMatch(/^# .*no-string-built-sql/);
    expect(page).toMatch(/docs\/rules\/no-string-built-sql\.md$/);
  });

  it("of an unknown rule is an error", async () => {
    const person = await open("search.ts");
    await expect(
      person.client.connection.sendRequest("workspace/executeCommand", {
        command: "ormlint.openRulePage",
        arguments: ["no-string-build-sql"],
      }),
    ).rejects.toThrow('did you mean "no-string-built-sql"?');
  });

  it("is not offered to a client that shows no documents", async () => {
    const { window: _window, ...client } = editingClient({ documentChanges: true });
    editing = await Editing.start(files, client);
    await editing.open("search.ts");
    const titles = (await editing.actions("search.ts", "name}'")).map((each) => each.title);
    expect(titles).toContain("Pass as a parameter");
    expect(titles).not.toContain(title);
  });
});
