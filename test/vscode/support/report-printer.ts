import type { ReportLine } from "./report.ts";

/** Shows reports on the terminal, and counts. */
export class ReportPrinter {
  #passed = 0;
  #failed = 0;
  #skipped = 0;

  print(line: ReportLine): void {
    switch (line.kind) {
      case "pass":
        this.#passed++;
        console.log(`  ok    ${line.title} (${line.durationMs} ms)`);
        break;
      case "skip":
        this.#skipped++;
        console.log(`  skip  ${line.title}`);
        break;
      case "fail":
        this.#failed++;
        console.log(`  FAIL  ${line.title}\n${line.message.replaceAll(/^/gm, "        ")}`);
        break;
      case "crash":
        this.#failed++;
        console.log(`  FAIL  ${line.message}`);
        break;
      case "end":
        break;
    }
  }

  /** Prints the counts. @returns whether something ran, and all of it passed */
  summary(): boolean {
    console.log(`${this.#passed} passed, ${this.#failed} failed, ${this.#skipped} skipped`);
    return this.#failed === 0 && this.#skipped === 0 && this.#passed > 0;
  }
}
