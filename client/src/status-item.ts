import { type Disposable, LanguageStatusSeverity, languages } from "vscode";
import type { StatusParams } from "../../server/src/lsp/messages.ts";
import type { Lifecycle } from "./lifecycle.ts";

const documents = [
  { scheme: "file", language: "typescript" },
  { scheme: "file", language: "typescriptreact" },
  { scheme: "file", language: "javascript" },
  { scheme: "file", language: "javascriptreact" },
  { scheme: "file", pattern: "**/ormlint.json" },
];

/** What the status item says. */
export interface StatusText {
  readonly text: string;
  readonly detail: string;
  readonly busy: boolean;
  readonly severity: "information" | "warning" | "error";
}

const severities = {
  information: LanguageStatusSeverity.Information,
  warning: LanguageStatusSeverity.Warning,
  error: LanguageStatusSeverity.Error,
} as const;

/** Shows in the status bar's language menu what ormlint does. */
export function statusItem(lifecycle: Lifecycle): Disposable {
  const item = languages.createLanguageStatusItem("ormlint.status", documents);
  item.name = "ormlint";
  const show = (): void => {
    const { text, detail, busy, severity } = statusText(lifecycle);
    item.text = text;
    item.detail = detail;
    item.busy = busy;
    item.severity = severities[severity];
    item.command =
      severity === "error"
        ? { title: "Restart", command: "ormlint.restartServer" }
        : { title: "Show Output", command: "ormlint.showOutput" };
  };
  show();
  const changes = lifecycle.onDidChange(show);
  return {
    dispose: () => {
      changes.dispose();
      item.dispose();
    },
  };
}

/** What there is to say of the server in its present state. */
export function statusText({ state, status }: Pick<Lifecycle, "state" | "status">): StatusText {
  switch (state) {
    case "idle":
      return plain("ormlint: off", "No supported ORM was found, or ormlint is switched off.");
    case "starting":
      return { ...plain("ormlint", "Starting"), busy: true };
    case "failed":
      return { ...plain("ormlint: stopped", "The server ended."), severity: "error" };
    case "running":
      return status ? serverText(status) : { ...plain("ormlint", "Starting"), busy: true };
  }
}

function serverText(status: StatusParams): StatusText {
  const { files, findings, compilerVersion } = status;
  const counts = `${count(findings, "finding")} in ${count(files, "file")}`;
  const compiler = `TypeScript ${compilerVersion}`;
  switch (status.state) {
    case "loading":
      return { ...plain("ormlint", `Reading the project · ${compiler}`), busy: true };
    case "ready":
      return plain(`ormlint: ${count(findings, "finding")}`, `${counts} · ${compiler}`);
    case "no-orm":
      return plain("ormlint: no ORM", "No supported ORM was found in this workspace.");
    case "error":
      return {
        ...plain("ormlint: error", status.message ?? "Something could not be read."),
        severity: "error",
      };
  }
}

function plain(text: string, detail: string): StatusText {
  return { text, detail, busy: false, severity: "information" };
}

function count(value: number, name: string): string {
  return `${value} ${value === 1 ? name : `${name}s`}`;
}
