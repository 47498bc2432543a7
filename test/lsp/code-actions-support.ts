import { join } from "node:path";
import {
  type ClientCapabilities,
  type CodeAction,
  type CodeActionContext,
  CodeActionRequest,
  CodeActionResolveRequest,
  type Diagnostic,
  type Range,
  type TextDocumentEdit,
  TextEdit,
} from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { type TemporaryProject, temporaryProject } from "../support/run-cli.ts";
import { ableClient, TestClient, uri } from "./support/client.ts";

const packageJson = '{ "dependencies": { "typeorm": "*", "pg": "*" } }';
const tsconfig =
  '{ "compilerOptions": { "experimentalDecorators": true, "strict": true, "module": "nodenext", "jsx": "preserve" }, "include": ["src"] }';

/** The same client, able to do something more or less in a workspace edit. */
export function editingClient(
  workspaceEdit: NonNullable<ClientCapabilities["workspace"]>["workspaceEdit"],
): ClientCapabilities {
  return {
    ...ableClient,
    workspace: { ...ableClient.workspace, workspaceEdit: { ...workspaceEdit } },
  };
}

/** The same client without one of its abilities in code actions. */
export function codeActionClient(
  codeAction: NonNullable<ClientCapabilities["textDocument"]>["codeAction"],
): ClientCapabilities {
  return {
    ...ableClient,
    textDocument: { ...ableClient.textDocument, codeAction: { ...codeAction } },
  };
}

/** A project that is open in a client, and what a person does about its findings. */
export class Editing {
  readonly client: TestClient;
  readonly #project: TemporaryProject;

  private constructor(client: TestClient, project: TemporaryProject) {
    this.client = client;
    this.#project = project;
  }

  /** @param files texts by path below `src` */
  static async start(
    files: Readonly<Record<string, string>>,
    capabilities: ClientCapabilities = ableClient,
  ): Promise<Editing> {
    const sources = Object.entries(files).map(([path, text]) => [`src/${path}`, text]);
    const project = temporaryProject(undefined, {
      "package.json": packageJson,
      "tsconfig.json": tsconfig,
      ...Object.fromEntries(sources),
    });
    const client = await TestClient.start({ folders: [project.folder], capabilities });
    return new Editing(client, project);
  }

  async stop(): Promise<void> {
    try {
      await this.client.stop();
    } finally {
      this.#project.remove();
    }
  }

  path(file: string): string {
    return join(this.#project.folder, "src", file);
  }

  /** Opens a file once all files were read. */
  async open(file: string): Promise<void> {
    this.client.open(this.path(file));
    await this.client.settled();
  }

  /** Rules of the findings of a file, in order. */
  async rules(file: string): Promise<readonly unknown[]> {
    return (await this.client.diagnostics(this.path(file))).map(({ code }) => code);
  }

  /** The actions where a text first stands, or for a range. */
  async actions(
    file: string,
    at: string | Range,
    context: Partial<CodeActionContext> = {},
  ): Promise<readonly CodeAction[]> {
    const path = this.path(file);
    const range =
      typeof at === "string"
        ? { start: this.client.positionOf(path, at), end: this.client.positionOf(path, at) }
        : at;
    const answer = await this.client.connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri: uri(path) },
      range,
      context: { diagnostics: [], ...context },
    });
    return (answer ?? []).filter((action): action is CodeAction => !("arguments" in action));
  }

  /** The action whose title begins so, with its edit. */
  async chosen(
    file: string,
    at: string | Range,
    title: string,
    context: Partial<CodeActionContext> = {},
  ): Promise<CodeAction> {
    const actions = await this.actions(file, at, context);
    const action = actions.find((each) => each.title.startsWith(title));
    if (!action)
      throw new Error(`no action "${title}" among ${actions.map((each) => each.title).join(", ")}`);
    return this.resolve(action);
  }

  resolve(action: CodeAction): Promise<CodeAction> {
    return this.client.connection.sendRequest(CodeActionResolveRequest.type, action);
  }

  /** Does what an action says, as an editor does. @throws when it was made for another version of a document */
  apply(action: CodeAction): void {
    for (const { textDocument, edits } of documentEdits(action)) {
      const file = decodeURIComponent(textDocument.uri.split("/src/")[1] ?? "");
      const path = this.path(file);
      if (textDocument.version === null) throw new Error(`${file} is not open`);
      const before = TextDocument.create("", "", 0, this.client.text(path));
      const plain = edits.map((edit) => {
        if (!TextEdit.is(edit)) throw new Error("a snippet is not applied");
        return edit;
      });
      this.client.change(path, TextDocument.applyEdits(before, plain));
    }
  }

  text(file: string): string {
    return this.client.text(this.path(file));
  }

  async diagnosticsOf(file: string): Promise<readonly Diagnostic[]> {
    return this.client.diagnostics(this.path(file));
  }
}

export function documentEdits({ edit }: CodeAction): readonly TextDocumentEdit[] {
  const changes = edit?.documentChanges ?? [];
  return changes.map((change) => {
    if (!("textDocument" in change)) throw new Error("only texts are edited");
    return change;
  });
}
