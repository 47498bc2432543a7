import type { Adapter } from "../../adapters/adapter.ts";
import type { ProjectRequest } from "../../compiler/session.ts";
import type { Rule } from "../../rules/support/define-rule.ts";
import { ormPresence } from "../orm-presence.ts";
import { foldersOf, projectRequest } from "../projects.ts";
import { type LiveConfiguration, readLiveConfiguration } from "./live-configuration.ts";

export interface FolderSetupOptions {
  /** Absolute path with forward slashes. */
  readonly folder: string;
  readonly rules: readonly Rule[];
  readonly adapters: readonly Adapter[];
}

/** How a folder is configured, and which programs that means. */
export class FolderSetup {
  readonly #options: FolderSetupOptions;
  #configuration: LiveConfiguration | undefined;
  #request: ProjectRequest | undefined;

  constructor(options: FolderSetupOptions) {
    this.#options = options;
  }

  /** `undefined` until it was read. */
  get configuration(): LiveConfiguration | undefined {
    return this.#configuration;
  }

  /**
   * Reads the configuration anew.
   * @param always look for an ORM also when the same programs are meant as before
   * @returns what is to be opened; `unchanged` when that is the same as before
   */
  async read(always: boolean): Promise<ProjectRequest | "unchanged" | "no-orm"> {
    const { folder, rules, adapters } = this.#options;
    this.#configuration = await readLiveConfiguration(folder, rules, this.#configuration);
    const request = projectRequest(folder, [], this.#configuration.configuration.projects);
    const before = this.#request;
    this.#request = request;
    if (!always && JSON.stringify(request) === JSON.stringify(before)) return "unchanged";
    const packages = adapters.flatMap((adapter) => adapter.packages);
    const presence = await ormPresence(foldersOf(request), packages);
    return presence === "possible" ? request : "no-orm";
  }
}
