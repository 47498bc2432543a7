import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { crc32 } from "node:zlib";

const checksumBytes = 4;

/**
 * The bundle's compiled code on disk. It lies beside the bundle, so that whoever can change it
 * could as well change the program. V8 itself rejects code of another version of it, or compiled
 * with other flags; that it is of the same text and whole is seen to here.
 */
export class CodeCache {
  readonly #folder: string;
  readonly #file: string;

  /** @param build digest of the text that the code is compiled from */
  constructor(folder: string, build: string) {
    this.#folder = folder;
    this.#file = join(folder, `${build}-${process.version}-${process.arch}.bin`);
  }

  /** `undefined` when there is none, or it is damaged. */
  read(): Buffer | undefined {
    try {
      const bytes = readFileSync(this.#file);
      const code = bytes.subarray(checksumBytes);
      return bytes.readUInt32LE(0) === crc32(code) ? code : undefined;
    } catch {
      return undefined;
    }
  }

  /** Where nothing can be written, every run compiles anew. */
  write(code: Buffer): void {
    const checksum = Buffer.alloc(checksumBytes);
    checksum.writeUInt32LE(crc32(code));
    const unfinished = `${this.#file}.${process.pid}`;
    try {
      mkdirSync(this.#folder, { recursive: true });
      writeFileSync(unfinished, Buffer.concat([checksum, code]));
      renameSync(unfinished, this.#file);
    } catch {
      // A run that could not keep its code has all the same done what it was started for.
    }
  }
}
