import { PassThrough, Writable } from "node:stream";
import { expect, it } from "vitest";
import { tameInput } from "../../server/src/compiler/process-input.ts";

function written(input: Writable, chunk: string | Uint8Array): Promise<unknown> {
  return new Promise((resolve) => input.write(chunk as string, "ascii", resolve));
}

it("sends the header of a message with its content", async () => {
  const input = new PassThrough();
  const received: string[] = [];
  input.on("data", (bytes: Buffer) => received.push(bytes.toString()));
  tameInput(input);
  for (const content of ["{}", "[«]"]) {
    expect(await written(input, `Length: ${content.length}\r\n\r\n`)).toBeFalsy();
    expect(await written(input, Buffer.from(content))).toBeFalsy();
  }
  expect(received).toEqual(["Length: 2\r\n\r\n{}", "Length: 3\r\n\r\n[«]"]);
});

it("lets a message go that cannot be written", async () => {
  const ended = new PassThrough();
  tameInput(ended);
  await written(ended, "header");
  ended.end();
  expect(await written(ended, Buffer.from("content"))).toBeFalsy();

  const broken = new Writable({
    write: (_chunk, _encoding, done) => done(new Error("broken pipe")),
  });
  broken.on("error", () => undefined);
  tameInput(broken);
  await written(broken, "header");
  expect(await written(broken, Buffer.from("content"))).toBeFalsy();
});
