import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { FrameLocator, Locator, Page } from "playwright-core";

/** In milliseconds. */
const patience = 30_000;

/** The editor's window, as far as a person handles it. */
export class Workbench {
  readonly page: Page;
  readonly #folder: string;

  /** @param folder the folder that is opened in it */
  constructor(page: Page, folder: string) {
    this.page = page;
    this.#folder = folder;
    page.setDefaultTimeout(patience);
  }

  async open(url: string): Promise<void> {
    await this.page.goto(url);
    await this.page.locator(".explorer-folders-view .monaco-list-row").first().waitFor();
  }

  /** The text area of the active editor. */
  get editor(): Locator {
    return this.page.locator(".editor-group-container.active .monaco-editor").first();
  }

  /** Opens a file by its path. */
  async openFile(path: string): Promise<void> {
    const name = basename(path);
    await this.page.keyboard.press("Control+P");
    const input = this.page.locator(".quick-input-widget input");
    await input.fill(name);
    await this.page
      .locator(".quick-input-list .monaco-list-row.focused", { hasText: name })
      .waitFor();
    await this.page.keyboard.press("Enter");
    await this.page.locator(".tab.active", { hasText: name }).waitFor();
    await this.editor.locator(".view-line").first().waitFor();
  }

  /** Runs a command by its title. */
  async run(title: string): Promise<void> {
    await this.page.keyboard.press("F1");
    const input = this.page.locator(".quick-input-widget input");
    await input.fill(`>${title}`);
    await this.page
      .locator(".quick-input-list .monaco-list-row.focused", { hasText: title })
      .waitFor();
    await this.page.keyboard.press("Enter");
  }

  /**
   * Puts the cursor before a text of the active editor.
   * @param path of the file, as it is on the disk
   * @param after text before it, which makes it the only one
   */
  async goTo(path: string, text: string, after = ""): Promise<void> {
    const whole = readFileSync(join(this.#folder, path), "utf8");
    const offset = whole.indexOf(text, whole.indexOf(after));
    if (!whole.includes(after) || offset < 0) throw new Error(`${path} has no ${text}`);
    const lines = whole.slice(0, offset).split("\n");
    const [line, column] = [lines.length, (lines.at(-1) ?? "").length + 1];
    await this.page.keyboard.press("Control+G");
    const input = this.page.locator(".quick-input-widget input");
    await input.fill(`:${line}:${column}`);
    await this.page.keyboard.press("Enter");
    await this.page.locator(".statusbar-item", { hasText: `Ln ${line}, Col ${column}` }).waitFor();
  }

  /** The line of the active editor that shows a text. */
  lineWith(text: string): Locator {
    // The editor shows blanks as no-break spaces.
    return this.editor.locator(".view-line", { hasText: text.replaceAll(" ", "\u00a0") });
  }

  /**
   * Points at a word of the last line that shows a text, once the lenses are there: lines move when they come,
   * and the word from under the pointer.
   */
  async hover(line: string, word: string): Promise<void> {
    const lens = this.editor.locator(".codelens-decoration a, .codelens-decoration span");
    await lens.filter({ visible: true }).first().waitFor();
    await this.lineWith(line).last().locator("span > span", { hasText: word }).first().hover();
  }

  /** The content of the webview that is shown. */
  webview(): FrameLocator {
    return this.page
      .frameLocator("iframe.webview.ready >> visible=true")
      .frameLocator("iframe#active-frame");
  }

  /**
   * The rows of the Problems view that have to do with a text: the view shows these only.
   * @param text nothing for all
   */
  async problems(text: string): Promise<Locator> {
    await this.run("Problems: Focus on Problems View");
    await this.page.locator(".panel .viewpane-filter input").fill(text);
    return this.page.locator(".markers-panel .monaco-list-row", { hasText: text });
  }

  /** Waits until the Problems view shows a row that has to do with a text. */
  async untilProblem(text: string): Promise<void> {
    const end = performance.now() + patience;
    for (;;) {
      const rows = await this.problems(text);
      try {
        await rows.first().waitFor({ timeout: patience / 10 });
        return;
      } catch (error) {
        // A view that has just been made empties its filter once more.
        if (performance.now() > end) throw error;
        await this.problems("");
      }
    }
  }

  /** Closes what is in the way of the next step. */
  async reset(): Promise<void> {
    for (let times = 0; times < 3; times++) await this.page.keyboard.press("Escape");
  }
}
