/**
 * What the server and its client tell each other beside the protocol. Plain types: a client imports
 * them as types.
 */

import type { Location } from "vscode-languageserver/node";
import type { DrawnEntity } from "../engine/index.ts";

/** Notification of the server, whenever something of it changed. */
export const statusMethod = "ormlint/status";

/** `no-orm`: no supported ORM is there, and nothing is read. */
export type StatusState = "loading" | "ready" | "error" | "no-orm";

export interface StatusParams {
  /** That of the folder that needs most attention. */
  readonly state: StatusState;
  /** Source files that were read. */
  readonly files: number;
  readonly findings: number;
  /** Version of the TypeScript compiler. */
  readonly compilerVersion: string;
  /** Why the state is `error`. */
  readonly message?: string;
}

/** Request of the client: the entities of a folder, or of all. */
export const modelMethod = "ormlint/model";

export interface ModelParams {
  /** URI of a folder; all folders when it is left out. */
  readonly folder?: string;
}

/** What the request is answered with: the classes of the model, with where they are declared. */
export type ModelResult = readonly DrawnEntity<Location>[];

export const commands = {
  lintWorkspace: "ormlint.lintWorkspace",
  createBaseline: "ormlint.createBaseline",
  createConfiguration: "ormlint.createConfiguration",
  /** Shows the page of the rule that its argument names. A client may have the command itself. */
  openRulePage: "ormlint.openRulePage",
} as const;
