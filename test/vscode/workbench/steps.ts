import assert from "node:assert/strict";
import type { Workbench } from "./workbench.ts";

type Step = (workbench: Workbench) => Promise<void>;

/** What is done in the window, in this order. */
export const steps: ReadonlyMap<string, Step> = new Map<string, Step>([
  [
    "diagnostics appear in Problems",
    async (workbench) => {
      await workbench.openFile("invoice-service.ts");
      await workbench.run("Problems: Focus on Problems View");
      await workbench.problem("no-unloaded-relation").first().waitFor();
      assert.ok(await workbench.editor.locator(".squiggly-error").count());
    },
  ],
]);
