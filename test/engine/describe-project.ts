import { resolve } from "node:path";
import { typeormAdapter } from "../../server/src/adapters/typeorm/index.ts";
import { CompilerSession } from "../../server/src/compiler/session.ts";
import type { Description } from "../../server/src/engine/describe/description.ts";
import { plainText } from "../../server/src/engine/describe/description.ts";
import {
  describeSubject,
  type SubjectAt,
  subjectAt,
} from "../../server/src/engine/describe/subject.ts";
import { LineIndex } from "../../server/src/engine/index.ts";
import { readFileFacts } from "../../server/src/engine/read-file.ts";
import type { Dialect, FileFacts } from "../../server/src/model/index.ts";
import { linkProject } from "../../server/src/project/link.ts";
import type { LinkedEntity, Project } from "../../server/src/project/project.ts";

/** The facts of a project on disk, with the texts of its files. */
export interface ReadFolder {
  readonly facts: readonly FileFacts[];
  readonly texts: ReadonlyMap<string, string>;
}

/** Reads all files of a tsconfig.json. @param folder absolute, or within the repository */
export async function readFolder(folder: string): Promise<ReadFolder> {
  const root = resolve(import.meta.dirname, "../..", folder);
  const session = new CompilerSession({ cwd: root });
  try {
    const snapshot = await session.open([resolve(root, "tsconfig.json")]);
    const facts: FileFacts[] = [];
    const texts = new Map<string, string>();
    for (const program of snapshot.programs) {
      for (const file of program.ownFiles) {
        const source = await program.sourceFile(file);
        const read = await readFileFacts(program, file, [typeormAdapter]);
        if (source) texts.set(file, source.text);
        if (read) facts.push(read);
      }
    }
    await snapshot.release();
    return { facts, texts };
  } finally {
    await session.close();
  }
}

/** A linked project in which things are found by their names. */
export class NamedProject {
  readonly project: Project;
  readonly #texts: ReadonlyMap<string, string>;

  constructor({ facts, texts }: ReadFolder, drivers: readonly Dialect[] = []) {
    this.project = linkProject(facts, { drivers });
    this.#texts = texts;
  }

  entity(name: string): LinkedEntity {
    const found = this.project.entities.find(({ own }) => own.name === name);
    if (!found) throw new Error(`no entity ${name}`);
    return found;
  }

  /** @param place `Class` or `Class.member` */
  at(place: string): SubjectAt {
    const [name = "", member] = place.split(".");
    const { own } = this.entity(name);
    const all = [...own.columns, ...own.relations, ...own.embedded];
    const range =
      member === undefined ? own.range : all.find((each) => each.property === member)?.range;
    const found = range && subjectAt(this.project, own.file, range.start);
    if (!found) throw new Error(`nothing at ${place}`);
    return found;
  }

  /** What is said of `Class` or `Class.member`, as text. */
  describe(place: string): string {
    return printDescription(describeSubject(this.at(place).subject, this.project));
  }

  /** What is said of the operations of a file, in the order of the text, each with its line. */
  operations(fileName: string): readonly string[] {
    const facts = [...this.project.files.values()].find(({ file }) => file.endsWith(fileName));
    if (!facts) throw new Error(`no file ${fileName}`);
    const lines = new LineIndex(this.#texts.get(facts.file) ?? "");
    return facts.operations.map(({ at, api }) => {
      const found = subjectAt(this.project, facts.file, at.start);
      const text = found
        ? printDescription(describeSubject(found.subject, this.project))
        : "nothing";
      return `${lines.at(at.start).line} ${api}: ${text}`;
    });
  }
}

/** A description as lines: `>` before details, `?` before what is unknown. */
export function printDescription(description: Description): string {
  const { summary, block, details, unknowns, database } = description;
  return [
    ...(summary ? [plainText(summary)] : []),
    ...block.map((line) => `| ${line}`),
    ...details.map((detail) => `> ${plainText(detail)}`),
    ...unknowns.map((each) => `? ${plainText(each)}`),
    ...(database ?? []).map((each) => `db ${plainText(each)}`),
  ].join("\n");
}
