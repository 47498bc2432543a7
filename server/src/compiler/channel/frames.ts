/** Kinds of messages, as the compiler numbers them. */
export const frameTypes = {
  request: 1,
  answer: 4,
  error: 5,
} as const;

/**
 * A message of the compiler's binary protocol: a MessagePack array of a type, the name of a method
 * and a payload, the last two as binary fields.
 */
export interface Frame {
  /** One of {@link frameTypes}, or one that this side does not expect. */
  readonly type: number;
  readonly method: string;
  /** May be a view of a larger buffer. */
  readonly payload: Buffer;
}

const arrayOfThree = 0x93;
const uint8 = 0xcc;
const bin8 = 0xc4;
const bin16 = 0xc5;
const bin32 = 0xc6;

/** The bytes of a request. */
export function requestFrame(method: string, payload: string): Buffer {
  const name = Buffer.from(method, "utf8");
  const length = Buffer.byteLength(payload, "utf8");
  const head = Buffer.from([
    arrayOfThree,
    frameTypes.request,
    ...binHeader(name.length),
    ...name,
    ...binHeader(length),
  ]);
  const frame = Buffer.allocUnsafe(head.length + length);
  head.copy(frame);
  frame.write(payload, head.length, "utf8");
  return frame;
}

function binHeader(length: number): readonly number[] {
  if (length < 0x100) return [bin8, length];
  if (length < 0x10000) return [bin16, length >>> 8, length & 0xff];
  return [bin32, length >>> 24, (length >>> 16) & 0xff, (length >>> 8) & 0xff, length & 0xff];
}

/** A payload that is still coming in. */
interface Unfinished {
  readonly type: number;
  readonly method: string;
  readonly payload: Buffer;
  filled: number;
}

/** Puts messages together from the pieces that a pipe gives. */
export class FrameReader {
  readonly #onFrame: (frame: Frame) => void;
  #rest: Buffer = Buffer.alloc(0);
  #unfinished: Unfinished | undefined;

  constructor(onFrame: (frame: Frame) => void) {
    this.#onFrame = onFrame;
  }

  /** @throws Error when the bytes are no message of the protocol */
  push(chunk: Buffer): void {
    let bytes = chunk;
    if (this.#rest.length > 0) {
      bytes = Buffer.concat([this.#rest, chunk]);
      this.#rest = Buffer.alloc(0);
    }
    let offset = 0;
    while (offset < bytes.length) {
      const next = this.#unfinished ? this.#fill(bytes, offset) : this.#begin(bytes, offset);
      if (next === undefined) {
        this.#rest = bytes.subarray(offset);
        return;
      }
      offset = next;
    }
  }

  #fill(bytes: Buffer, from: number): number {
    const frame = this.#unfinished;
    if (!frame) return from;
    const copied = bytes.copy(frame.payload, frame.filled, from);
    frame.filled += copied;
    if (frame.filled === frame.payload.length) {
      this.#unfinished = undefined;
      this.#onFrame(frame);
    }
    return from + copied;
  }

  /** @returns where to go on; `undefined` when the bytes end within the message's head */
  #begin(bytes: Buffer, from: number): number | undefined {
    const head = readHead(bytes, from);
    if (!head) return undefined;
    const { type, method, payload } = head;
    const end = payload.start + payload.length;
    if (end <= bytes.length) {
      this.#onFrame({ type, method, payload: bytes.subarray(payload.start, end) });
      return end;
    }
    const buffer = Buffer.allocUnsafeSlow(payload.length);
    this.#unfinished = { type, method, payload: buffer, filled: 0 };
    return payload.start;
  }
}

interface Field {
  readonly start: number;
  readonly length: number;
}

interface Head {
  readonly type: number;
  readonly method: string;
  readonly payload: Field;
}

function readHead(bytes: Buffer, from: number): Head | undefined {
  let at = from;
  expectByte(bytes[at++], arrayOfThree);
  let type = bytes[at++];
  if (type === uint8) type = bytes[at++];
  const name = binField(bytes, at);
  if (type === undefined || !name) return undefined;
  const afterName = name.start + name.length;
  const payload = afterName <= bytes.length ? binField(bytes, afterName) : undefined;
  if (!payload) return undefined;
  return { type, method: bytes.toString("utf8", name.start, afterName), payload };
}

function binField(bytes: Buffer, at: number): Field | undefined {
  const marker = bytes[at];
  const size = marker === bin8 ? 1 : marker === bin16 ? 2 : 4;
  if (marker === undefined || at + 1 + size > bytes.length) return undefined;
  if (size === 4) expectByte(marker, bin32);
  return { start: at + 1 + size, length: bytes.readUIntBE(at + 1, size) };
}

function expectByte(found: number | undefined, wanted: number): void {
  if (found !== wanted) {
    throw new Error(
      `the compiler's answer cannot be read: 0x${found?.toString(16)} where 0x${wanted.toString(16)} is meant`,
    );
  }
}
