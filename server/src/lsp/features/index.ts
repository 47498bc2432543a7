import type { Feature } from "../feature.ts";
import { codeActions } from "./code-actions.ts";
import { codeLens } from "./code-lens.ts";
import { completion } from "./completion.ts";
import { configurationEditing } from "./configuration-editing.ts";
import { definition } from "./definition.ts";
import { hover } from "./hover.ts";
import { inlayHints } from "./inlay-hints.ts";
import { references } from "./references.ts";
import { rename } from "./rename.ts";
import { workspaceSymbols } from "./workspace-symbols.ts";

/** Everything that the server can do beside diagnostics. */
export const features: readonly Feature[] = [
  codeActions,
  configurationEditing,
  hover,
  definition,
  references,
  completion,
  rename,
  codeLens,
  inlayHints,
  workspaceSymbols,
];
