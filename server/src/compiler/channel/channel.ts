import type { Readable, Writable } from "node:stream";
import { type Frame, FrameReader, frameTypes, requestFrame } from "./frames.ts";

interface Pending {
  readonly method: string;
  readonly resolve: (payload: Buffer) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Asks the compiler's process over its pipes, in its binary protocol: trees come as they are, where
 * the other protocol writes them as text within JSON, which costs both processes more than reading
 * the trees does. The compiler answers in the order in which it was asked, so that the next requests
 * can be on their way while it works.
 */
export class Channel {
  readonly #input: Writable;
  readonly #onBroken: (error: Error) => void;
  readonly #pending: Pending[] = [];
  #answered = 0;

  /**
   * @param onBroken told when what comes in is no answer: nothing that is asked later is answered
   */
  constructor(input: Writable, output: Readable, onBroken: (error: Error) => void) {
    this.#input = input;
    this.#onBroken = onBroken;
    // Without a listener, writing to a process that has just ended would end this one.
    input.on("error", () => undefined);
    output.on("error", () => undefined);
    const reader = new FrameReader((frame) => this.#take(frame));
    output.on("data", (chunk: Buffer) => {
      try {
        reader.push(chunk);
      } catch (error) {
        output.removeAllListeners("data");
        onBroken(error instanceof Error ? error : new Error(String(error)));
      }
    });
  }

  /**
   * @param params sent as JSON
   * @returns the answer's bytes, possibly a view of a larger buffer; a promise that stays pending
   *   when the process ends, which its owner notices
   */
  request(method: string, params: unknown): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      this.#pending.push({ method, resolve, reject });
      if (this.#input.writable) {
        this.#input.write(requestFrame(method, params === undefined ? "" : JSON.stringify(params)));
      }
    });
  }

  /** Ends the input of the process, on which it exits. */
  end(): void {
    this.#input.end();
  }

  #take({ type, method, payload }: Frame): void {
    const asked = this.#pending[this.#answered];
    if (asked?.method !== method) {
      this.#onBroken(
        new Error(`the compiler answered "${method}" where "${asked?.method}" was asked`),
      );
      return;
    }
    this.#forgetAnswered();
    if (type === frameTypes.answer) asked.resolve(payload);
    else asked.reject(new Error(payload.toString("utf8")));
  }

  /** Requests are taken out some at a time: taking the first out of a long list moves all others. */
  #forgetAnswered(): void {
    this.#answered++;
    if (this.#answered < 64) return;
    this.#pending.splice(0, this.#answered);
    this.#answered = 0;
  }
}
