import type { Writable } from "node:stream";

type Done = (error?: Error | null) => void;

/**
 * Sees to how messages go to the compiler's process. The client writes the header of a message as
 * text and then its content as bytes; here both travel as one write, which halves what a short
 * question costs. A message that cannot be written is let go: the client would answer that with a
 * rejection that nobody can handle, and whoever waits for an answer is told when the process ends.
 */
export function tameInput(input: Writable): void {
  const write = input.write.bind(input);
  let header = "";
  input.write = (chunk: unknown, encoding?: BufferEncoding | Done, callback?: Done): boolean => {
    const done = typeof encoding === "function" ? encoding : callback;
    if (typeof chunk === "string") {
      header += chunk;
      done?.();
      return true;
    }
    const content = chunk as Uint8Array;
    const message = Buffer.concat([Buffer.from(header, "ascii"), content]);
    header = "";
    if (!input.writable) {
      done?.();
      return true;
    }
    return write(message, () => done?.());
  };
}
