import { resolve } from "node:path";
import { typeormAdapter } from "../../../server/src/adapters/typeorm/index.ts";
import { CompilerSession, type Snapshot } from "../../../server/src/compiler/session.ts";
import { readFileFacts } from "../../../server/src/engine/read-file.ts";
import { mentionsIn } from "../../../server/src/engine/references/file-mentions.ts";
import type { Meaning, Mention } from "../../../server/src/engine/references/mention.ts";
import { SourceTexts } from "../../../server/src/engine/text/source-texts.ts";
import type { FileFacts } from "../../../server/src/model/index.ts";
import { linkProject } from "../../../server/src/project/link.ts";

const folder = resolve(import.meta.dirname, "fixtures/mentions");

/** The linked facts of the fixtures, some of them with another text than on disk. */
export class MentionFixtures {
  readonly #session = new CompilerSession({ cwd: folder });

  /** @param changed texts by the fixture's name */
  async read(changed: Readonly<Record<string, string>> = {}): Promise<ReadMentions> {
    const overlays = new Map(
      Object.entries(changed).map(([name, text]) => [resolve(folder, name), text]),
    );
    const snapshot = await this.#session.open([resolve(folder, "tsconfig.json")], overlays);
    try {
      return new ReadMentions(await factsOf(snapshot), new SourceTexts(overlays));
    } finally {
      await snapshot.release();
    }
  }

  close(): Promise<void> {
    return this.#session.close();
  }
}

async function factsOf(snapshot: Snapshot): Promise<readonly FileFacts[]> {
  const facts: FileFacts[] = [];
  for (const program of snapshot.programs)
    for (const file of program.ownFiles) {
      const read = await readFileFacts(program, file, [typeormAdapter], false, true);
      if (read) facts.push(read);
    }
  return facts;
}

export class ReadMentions {
  readonly facts: readonly FileFacts[];
  readonly #texts: SourceTexts;
  readonly #project: ReturnType<typeof linkProject>;

  constructor(facts: readonly FileFacts[], texts: SourceTexts) {
    this.facts = facts;
    this.#texts = texts;
    this.#project = linkProject(facts);
  }

  /** What the mentions of a fixture name, or those in one function of it, in order. */
  async printed(name: string, owner?: string): Promise<string> {
    const file = resolve(folder, name);
    const { text } = this.#texts.of(file);
    const [start, end] = owner === undefined ? [0, text.length] : bodyOf(text, owner);
    const view = { project: this.#project, texts: this.#texts };
    return (await mentionsIn(view, file))
      .filter(({ range }) => start <= range.start && range.end <= end)
      .map((mention) => print(mention, text))
      .join(" ");
  }
}

/** From the name of a function or method to the line that closes it. */
function bodyOf(text: string, owner: string): readonly [number, number] {
  const head = new RegExp(
    `^( *)(?:export )?(?:async )?(?:private )?(?:function )?${owner}\\(`,
    "m",
  );
  const match = head.exec(text);
  if (!match) throw new Error(`no such function: ${owner}`);
  return [match.index, text.indexOf(`\n${match[1]}}`, match.index)];
}

/** The text, where it differs from what it names, and what it names; `key` or `shorthand` of an object's key. */
function print({ range, meaning, key }: Mention, text: string): string {
  const written = text.slice(range.start, range.end);
  return `${key ? `${key} ` : ""}${meaningOf(meaning, written)}`;
}

/** `<Post>` the entity, `[posts]` its table, `p@Post` an alias, `:t(1)` a parameter given once, `Post.title`, `"Post.title"` by its name in the database. */
function meaningOf(meaning: Meaning, written: string): string {
  switch (meaning.kind) {
    case "entity":
      return `<${meaning.entity.own.name}>`;
    case "table":
      return `[${written}]`;
    case "alias":
      return `${meaning.name}@${meaning.entity?.own.name ?? "?"}`;
    case "parameter":
      return `:${meaning.name}(${meaning.definitions.length})`;
    default: {
      const { by, property } = meaning.member;
      const name = `${by.name}.${property}`;
      return meaning.inDatabase ? `"${name}"` : name;
    }
  }
}
