import { existsSync, readFileSync, watch } from "node:fs";
import { basename, dirname } from "node:path";

/** A line of the report that the suite writes inside the editor. */
export type ReportLine =
  | { readonly kind: "pass"; readonly title: string; readonly durationMs: number }
  | { readonly kind: "fail"; readonly title: string; readonly message: string }
  | { readonly kind: "skip"; readonly title: string }
  | { readonly kind: "end"; readonly failures: number }
  | { readonly kind: "crash"; readonly message: string };

/**
 * Follows a report until its last line.
 * @param file need not exist yet; its folder must
 * @throws Error when nothing is written for `patience` milliseconds
 */
export function followReport(
  file: string,
  patience: number,
  show: (line: ReportLine) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let shown = 0;
    const impatient = (): void =>
      end(() => reject(new Error(`The suite wrote nothing for ${patience / 1000} seconds.`)));
    let timer = setTimeout(impatient, patience);
    const watcher = watch(dirname(file), (_event, name) => {
      if (name === basename(file)) read();
    });
    const end = (how: () => void): void => {
      watcher.close();
      clearTimeout(timer);
      how();
    };
    const read = (): void => {
      if (!existsSync(file)) return;
      const lines = readFileSync(file, "utf8").split("\n");
      // What follows the last line break is not whole yet.
      const whole = lines.slice(shown, -1);
      if (whole.length === 0) return;
      shown += whole.length;
      clearTimeout(timer);
      timer = setTimeout(impatient, patience);
      for (const text of whole) {
        const line: ReportLine = JSON.parse(text);
        show(line);
        if (line.kind === "end" || line.kind === "crash") end(resolve);
      }
    };
    read();
  });
}
