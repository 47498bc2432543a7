import type { ClientCapabilities, Connection } from "vscode-languageserver/node";
import type { ServerSettings } from "./feature.ts";

const section = "ormlint";

const defaults: ServerSettings = {
  enable: true,
  codeLens: { enable: true },
  inlayHints: { enable: true },
  workspaceSymbols: { enable: true },
};

/** The user's settings, by document where the client can tell them so. */
export class Settings {
  readonly #connection: Connection;
  readonly #pulls: boolean;
  readonly #byUri = new Map<string, Promise<ServerSettings>>();
  #pushed: ServerSettings = defaults;

  constructor(connection: Connection, client: ClientCapabilities) {
    this.#connection = connection;
    this.#pulls = client.workspace?.configuration ?? false;
  }

  of(uri: string): Promise<ServerSettings> {
    if (!this.#pulls) return Promise.resolve(this.#pushed);
    let settings = this.#byUri.get(uri);
    if (!settings) {
      settings = this.#ask(uri);
      this.#byUri.set(uri, settings);
    }
    return settings;
  }

  /** @param settings what the client sent with the notification; one that answers questions may send nothing */
  changed(settings: unknown): void {
    this.#byUri.clear();
    this.#pushed = readSettings(member(settings, section) ?? settings);
  }

  /** Lets go of a document's settings. */
  forget(uri: string): void {
    this.#byUri.delete(uri);
  }

  async #ask(uri: string): Promise<ServerSettings> {
    try {
      const answer: unknown = await this.#connection.workspace.getConfiguration({
        scopeUri: uri,
        section,
      });
      return readSettings(answer);
    } catch {
      // A client that cannot answer has no settings.
      this.#byUri.delete(uri);
      return defaults;
    }
  }
}

/** What is missing, or has another type than it should, is as by default. */
function readSettings(value: unknown): ServerSettings {
  const part = (key: "codeLens" | "inlayHints" | "workspaceSymbols"): { enable: boolean } => ({
    enable: flag(member(value, key), defaults[key].enable),
  });
  return {
    enable: flag(value, defaults.enable),
    codeLens: part("codeLens"),
    inlayHints: part("inlayHints"),
    workspaceSymbols: part("workspaceSymbols"),
  };
}

function flag(value: unknown, otherwise: boolean): boolean {
  const enable = member(value, "enable");
  return typeof enable === "boolean" ? enable : otherwise;
}

function member(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}
