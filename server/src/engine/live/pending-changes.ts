import type { FileChanges } from "../../compiler/session.ts";

/** Changes that were received and not yet taken over. */
export class PendingChanges {
  readonly #overlays = new Map<string, string | undefined>();
  readonly #changed = new Set<string>();
  readonly #created = new Set<string>();
  readonly #deleted = new Set<string>();
  /** The configuration may be another one. */
  reconfigure = false;
  /** Everything is to be opened anew. */
  reopen = false;
  /** The compiler's process ended, so that another one has to open what was open. */
  renew = false;

  get any(): boolean {
    return (
      this.reconfigure ||
      this.reopen ||
      this.renew ||
      this.#overlays.size > 0 ||
      this.#changed.size > 0 ||
      this.#created.size > 0 ||
      this.#deleted.size > 0
    );
  }

  edit(file: string, text: string | undefined): void {
    this.#overlays.set(file, text);
  }

  add({ changed = [], created = [], deleted = [] }: Omit<FileChanges, "overlays">): void {
    for (const file of changed) this.#changed.add(file);
    for (const file of created) {
      this.#deleted.delete(file);
      this.#created.add(file);
    }
    for (const file of deleted) {
      this.#created.delete(file);
      this.#deleted.add(file);
    }
  }

  /** Everything, as what the compiler is told; afterwards nothing is pending but a new configuration. */
  take(): FileChanges {
    const changes: FileChanges = {
      overlays: new Map(this.#overlays),
      changed: [...this.#changed],
      created: [...this.#created],
      deleted: [...this.#deleted],
    };
    for (const part of [this.#overlays, this.#changed, this.#created, this.#deleted]) part.clear();
    this.renew = false;
    return changes;
  }

  /** Takes back what could not be taken over; what came in later goes before it. */
  putBack({ overlays = new Map(), changed, created, deleted }: FileChanges): void {
    for (const [file, text] of overlays)
      if (!this.#overlays.has(file)) this.#overlays.set(file, text);
    const later = { created: [...this.#created], deleted: [...this.#deleted] };
    this.add({
      ...(changed && { changed }),
      ...(created && { created }),
      ...(deleted && { deleted }),
    });
    this.add(later);
  }
}
