import { join } from "node:path";
import type { Browser } from "playwright-core";
import { screenshotsFolder } from "../support/places.ts";
import type { ReportLine } from "../support/report.ts";
import { steps } from "./steps.ts";
import { Workbench } from "./workbench.ts";

/** The screenshot that the README shows. */
export const pictureOfReadme = screenshotOf("picture");

function screenshotOf(step: string): string {
  return join(screenshotsFolder, `${step.replaceAll(/\W+/g, "-")}.png`);
}

/** Does in one window what a person would do, step by step, and leaves a screenshot of each. */
export async function walkThroughWorkbench(
  browser: Browser,
  { url, folder }: { readonly url: string; readonly folder: string },
  report: (line: ReportLine) => void,
): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1360, height: 850 } });
  try {
    const workbench = new Workbench(page, folder);
    await workbench.open(url);
    for (const [title, step] of steps) {
      const started = performance.now();
      const file = screenshotOf(title);
      let looked = false;
      const look = async (): Promise<void> => {
        looked = true;
        await page.screenshot({ path: file });
      };
      try {
        await step(workbench, look);
        if (!looked) await look();
        const durationMs = Math.round(performance.now() - started);
        report({ kind: "pass", title: `workbench ${title}`, durationMs });
      } catch (error) {
        await page.screenshot({ path: file });
        const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
        report({ kind: "fail", title: `workbench ${title}`, message: `${message}\nSee ${file}` });
        await workbench.reset();
      }
    }
  } finally {
    await page.close();
  }
}
