import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const places = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/**
 * A headless Chromium of this machine, which `CHROMIUM` may name. It asks nothing of the network by itself.
 * @throws Error when there is none
 */
export function launchChromium(): Promise<Browser> {
  const executablePath = [process.env.CHROMIUM ?? "", ...places].find((path) => existsSync(path));
  if (executablePath === undefined) {
    throw new Error(
      "No Chromium was found: install it (Debian: apt-get install chromium), or name it in CHROMIUM.",
    );
  }
  return chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
    ],
  });
}
