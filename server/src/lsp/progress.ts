import { basename } from "node:path";
import type {
  ClientCapabilities,
  Connection,
  WorkDoneProgressReporter,
} from "vscode-languageserver/node";
import { inBackground } from "./background.ts";

interface Shown {
  readonly reporter: Promise<WorkDoneProgressReporter | undefined>;
  percent: number;
}

/** How far the first reading of each folder is, as the editor's work-done progress. */
export class LoadProgress {
  readonly #connection: Connection;
  readonly #able: boolean;
  readonly #shown = new Map<string, Shown>();

  constructor(connection: Connection, client: ClientCapabilities) {
    this.#connection = connection;
    this.#able = client.window?.workDoneProgress ?? false;
  }

  begin(folder: string): void {
    if (!this.#able || this.#shown.has(folder)) return;
    this.#shown.set(folder, { reporter: this.#create(folder), percent: 0 });
  }

  report(folder: string, done: number, total: number): void {
    const shown = this.#shown.get(folder);
    const percent = total === 0 ? 100 : Math.floor((done / total) * 100);
    // Each percent once: an editor has better things to draw.
    if (!shown || percent <= shown.percent) return;
    shown.percent = percent;
    this.#tell(shown, (reporter) => reporter.report(percent, `${done}/${total} files`));
  }

  end(folder: string): void {
    const shown = this.#shown.get(folder);
    this.#shown.delete(folder);
    if (shown) this.#tell(shown, (reporter) => reporter.done());
  }

  #tell({ reporter }: Shown, what: (reporter: WorkDoneProgressReporter) => void): void {
    inBackground(this.#connection, async () => {
      const shown = await reporter;
      if (shown) what(shown);
    });
  }

  async #create(folder: string): Promise<WorkDoneProgressReporter | undefined> {
    try {
      const reporter = await this.#connection.window.createWorkDoneProgress();
      reporter.begin("ormlint", 0, `reading ${basename(folder)}`);
      return reporter;
    } catch {
      // A client that refuses shows nothing.
      return undefined;
    }
  }
}
