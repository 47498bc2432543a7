import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A folder of files outside of any project, removed when it is disposed. */
export class Workspace {
  /** Absolute path with forward slashes. */
  readonly root: string;

  constructor(files: Readonly<Record<string, string>>) {
    this.root = realpathSync(mkdtempSync(join(tmpdir(), "ormlint-"))).replaceAll("\\", "/");
    for (const [path, text] of Object.entries(files)) this.write(path, text);
  }

  path(name: string): string {
    return `${this.root}/${name}`;
  }

  write(name: string, text: string): string {
    const path = this.path(name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return path;
  }

  remove(name: string): void {
    rmSync(this.path(name));
  }

  /** A path as it is written in expectations. */
  relative(path: string | undefined): string | undefined {
    return path?.startsWith(`${this.root}/`) ? path.slice(this.root.length + 1) : path;
  }

  dispose(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
