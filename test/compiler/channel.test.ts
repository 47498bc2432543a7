import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import { Channel } from "../../server/src/compiler/channel/channel.ts";
import {
  type Frame,
  FrameReader,
  frameTypes,
  requestFrame,
} from "../../server/src/compiler/channel/frames.ts";
import { RequestBatch } from "../../server/src/compiler/channel/request-batch.ts";

/** A message as the compiler writes it: a request but for its type. */
function message(type: number, method: string, payload: string): Buffer {
  const frame = requestFrame(method, payload);
  frame[1] = type;
  return frame;
}

function read(chunks: readonly Buffer[]): readonly string[] {
  const frames: string[] = [];
  const reader = new FrameReader(({ type, method, payload }: Frame) =>
    frames.push(`${type} ${method} ${payload.toString()}`),
  );
  for (const chunk of chunks) reader.push(chunk);
  return frames;
}

describe("messages", () => {
  const payloads = ["", "«ü»", "x".repeat(255), "y".repeat(256), "z".repeat(70_000)];
  const bytes = Buffer.concat(payloads.map((payload) => message(frameTypes.answer, "m", payload)));
  const expected = payloads.map((payload) => `${frameTypes.answer} m ${payload}`);

  it("are read whole, and from pieces of any size", () => {
    expect(read([bytes])).toEqual(expected);
    for (const size of [1, 2, 3, 7, 300, 65_536]) {
      const pieces: Buffer[] = [];
      for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.subarray(at, at + size));
      expect(read(pieces)).toEqual(expected);
    }
  });

  it("may have a type of two bytes", () => {
    const short = message(frameTypes.answer, "m", "{}");
    const long = Buffer.concat([short.subarray(0, 1), Buffer.from([0xcc]), short.subarray(1)]);
    expect(read([long])).toEqual([`${frameTypes.answer} m {}`]);
  });

  it("that are none are refused", () => {
    expect(() => read([Buffer.from("panic: runtime error")])).toThrow(/cannot be read/);
    expect(() => read([Buffer.from([0x93, 4, 0x01, 0, 0, 0, 0, 0])])).toThrow(/cannot be read/);
  });
});

function openChannel() {
  const input = new PassThrough();
  const output = new PassThrough();
  const broken: string[] = [];
  const channel = new Channel(input, output, (error) => broken.push(error.message));
  return { channel, input, output, broken };
}

describe("the channel", () => {
  it("gives each request its answer, in order, with others on their way", async () => {
    const { channel, output } = openChannel();
    const asked = Array.from({ length: 200 }, (_, index) => channel.request("m", { index }));
    for (let index = 0; index < 200; index++)
      output.write(message(frameTypes.answer, "m", String(index)));
    const answers = await Promise.all(asked);
    expect(answers.map(String)).toEqual(Array.from({ length: 200 }, (_, index) => String(index)));
  });

  it("rejects what the compiler could not do, and goes on", async () => {
    const { channel, output } = openChannel();
    const first = channel.request("m", undefined);
    const second = channel.request("n", undefined);
    output.write(message(frameTypes.error, "m", "no such snapshot"));
    output.write(message(frameTypes.answer, "n", "1"));
    await expect(first).rejects.toThrow("no such snapshot");
    expect(String(await second)).toBe("1");
  });

  it("says when an answer belongs to no request", async () => {
    const { channel, output, broken } = openChannel();
    void channel.request("m", undefined);
    output.write(message(frameTypes.answer, "other", "1"));
    await new Promise(setImmediate);
    expect(broken).toEqual(['the compiler answered "other" where "m" was asked']);
  });

  it("says when what comes in is no answer", async () => {
    const { channel, output, broken } = openChannel();
    void channel.request("m", undefined);
    output.write("panic: runtime error");
    await new Promise(setImmediate);
    expect(broken).toHaveLength(1);
  });

  it("lets a request go that can no longer be written", () => {
    const { channel, input } = openChannel();
    input.end();
    expect(() => void channel.request("m", {})).not.toThrow();
  });
});

describe("a batch", () => {
  interface Sent {
    readonly method: string;
    readonly params: unknown;
  }

  function batchWith(answers: readonly unknown[]) {
    const sent: Sent[] = [];
    const batch = new RequestBatch((method, params) => {
      sent.push({ method, params });
      const answer = answers[sent.length - 1];
      return answer instanceof Error
        ? Promise.reject(answer)
        : Promise.resolve(Buffer.from(answer === undefined ? "" : JSON.stringify(answer)));
    });
    return { batch, sent };
  }

  it("of one request is that request", async () => {
    const { batch, sent } = batchWith([undefined, "text"]);
    expect(await batch.ask("a", 1)).toBeUndefined();
    expect(await batch.ask("b", 2)).toBe("text");
    expect(sent).toEqual([
      { method: "a", params: 1 },
      { method: "b", params: 2 },
    ]);
  });

  it("holds the requests of one turn, and fetches all pages of the answer", async () => {
    const { batch, sent } = batchWith([
      { responses: [{ result: 1 }, { error: "no" }], continuationToken: "more" },
      { responses: [{ result: 3 }] },
    ]);
    const asked = [batch.ask("a", 1), batch.ask("b", 2), batch.ask("c", 3)];
    expect(await Promise.allSettled(asked)).toMatchObject([
      { value: 1 },
      { reason: { message: "no" } },
      { value: 3 },
    ]);
    expect(sent.map(({ method }) => method)).toEqual(["batchRequests", "batchRequests"]);
    expect(sent[1]?.params).toEqual({ requests: [], continuationToken: "more" });
  });

  it("rejects all of its requests when it fails, or an answer is missing", async () => {
    const failing = batchWith([new Error("ended")]);
    const asked = [failing.batch.ask("a", 1), failing.batch.ask("b", 2)];
    for (const { status } of await Promise.allSettled(asked)) expect(status).toBe("rejected");
    const short = batchWith([{ responses: [{ result: 1 }] }]);
    const [first, second] = [short.batch.ask("a", 1), short.batch.ask("b", 2)];
    expect(await first).toBe(1);
    await expect(second).rejects.toThrow("missing");
  });
});
