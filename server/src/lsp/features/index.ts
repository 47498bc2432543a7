import type { Feature } from "../feature.ts";
import { codeActions } from "./code-actions.ts";
import { configurationEditing } from "./configuration-editing.ts";

/** Everything that the server can do beside diagnostics. */
export const features: readonly Feature[] = [codeActions, configurationEditing];
