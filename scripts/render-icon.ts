/** Renders `docs/images/icon.svg` to `icon.png`, the icon of the extension: marketplaces take no SVG. Needs Chromium. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { launchChromium } from "../test/vscode/support/chromium.ts";
import { root } from "./support/paths.ts";

const side = 256;
const svg = readFileSync(join(root, "docs/images/icon.svg"), "utf8");
const browser = await launchChromium();
try {
  const page = await browser.newPage({ viewport: { width: side, height: side } });
  await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${svg}`);
  await page.screenshot({ path: join(root, "icon.png"), omitBackground: true });
} finally {
  await browser.close();
}
