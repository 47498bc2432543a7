/**
 * Measures the language server through the protocol, as an editor has it: from its start to the first
 * diagnostics of the opened file, from an edit to the file's new diagnostics, and memory over many edits.
 * Usage: npm run bench:lsp -- <tsconfig> <file> [--edits 1000] [--inspect]
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import { median } from "./support/measure.ts";
import { root } from "./support/paths.ts";

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { edits: { type: "string", default: "1000" } },
});
const [tsconfig, source] = positionals;
if (tsconfig === undefined || source === undefined) {
  console.error("Usage: npm run bench:lsp -- <tsconfig> <file> [--edits 1000]");
  process.exit(2);
}
const folder = dirname(resolve(tsconfig));
const file = resolve(source);
const uri = pathToFileURL(file).href;
const edits = Number(values.edits);

/** So many edits are timed; memory is read after the first and the last of these. */
const timed = 100;
const memoryFrom = 200;

interface Report {
  readonly kind: string;
  readonly resultId?: string;
  readonly items?: readonly unknown[];
}

const child = spawn(process.execPath, [join(root, "dist/cli.cjs"), "lsp", "--stdio"], {
  cwd: folder,
  stdio: ["pipe", "pipe", "inherit"],
});
const started = performance.now();
const since = (from: number): number => performance.now() - from;
const connection: MessageConnection = createMessageConnection(
  new StreamMessageReader(child.stdout),
  new StreamMessageWriter(child.stdin),
);
let ready = (): void => undefined;
const whole = new Promise<void>((done) => {
  ready = done;
});
connection.onNotification("ormlint/status", ({ state }: { state: string }) => {
  if (state === "ready") ready();
});
connection.onRequest(() => null);
connection.onNotification(() => undefined);
connection.listen();

await connection.sendRequest("initialize", {
  processId: process.pid,
  rootUri: pathToFileURL(folder).href,
  workspaceFolders: [{ uri: pathToFileURL(folder).href, name: "bench" }],
  capabilities: {
    textDocument: { diagnostic: {} },
    workspace: { diagnostics: { refreshSupport: true }, workspaceFolders: true },
  },
});
await connection.sendNotification("initialized", {});
let text = readFileSync(file, "utf8");
let version = 1;
await connection.sendNotification("textDocument/didOpen", {
  textDocument: { uri, languageId: "typescript", version, text },
});

const first = await pull();
const firstAfter = since(started);
await whole;
const complete = await pull();
const completeAfter = since(started);
console.log(`start to first diagnostics  ${firstAfter.toFixed(0)} ms (${count(first)} findings)`);
console.log(
  `start to those of the whole ${completeAfter.toFixed(0)} ms (${count(complete)} findings)`,
);
console.log(`memory when all is read     ${memoryText(memory())}`);

const kinds = {
  "in a function": bodyEdits(),
  "outside of functions": outwardEdits(),
};
for (const [name, edit] of Object.entries(kinds)) {
  const times: number[] = [];
  const before = processorTime();
  for (let index = 0; index < timed; index++) times.push(await editAndPull(edit(index)));
  report(`edit ${name}`, times);
  const after = processorTime();
  const perEdit = (key: keyof Memory): string => ((after[key] - before[key]) / timed).toFixed(1);
  console.log(
    `  processor time an edit    server ${perEdit("server")} ms, compiler ${perEdit("compiler")} ms`,
  );
}
let atFirst: Memory | undefined;
const edit = bodyEdits();
const all: number[] = [];
for (let done = timed * 2 + 1; done <= edits; done++) {
  all.push(await editAndPull(edit(done)));
  if (done === Math.max(memoryFrom, timed * 2 + 1)) atFirst = memory();
}
if (all.length > 0) report("all later edits", all);
const atLast = memory();
if (atFirst) {
  console.log(`memory after edit ${memoryFrom}       ${memoryText(atFirst)}`);
  console.log(`memory after edit ${edits}      ${memoryText(atLast)}`);
  const growth = (sum(atLast) / sum(atFirst) - 1) * 100;
  console.log(`growth                      ${growth.toFixed(1)} %`);
}
await connection.sendRequest("shutdown");
await connection.sendNotification("exit");
await once(child, "exit");

async function pull(): Promise<Report> {
  return connection.sendRequest<Report>("textDocument/diagnostic", { textDocument: { uri } });
}

function count({ items = [] }: Report): number {
  return items.length;
}

/** Sends an edit and waits for the new diagnostics. @returns milliseconds */
async function editAndPull(next: string): Promise<number> {
  const before = text;
  text = next;
  version++;
  const from = performance.now();
  await connection.sendNotification("textDocument/didChange", {
    textDocument: { uri, version },
    contentChanges: [changeBetween(before, next)],
  });
  await pull();
  return since(from);
}

/** Texts that differ in the body of the last function of the file: a name that is being typed. */
function bodyEdits(): (index: number) => string {
  const original = text;
  const at = original.lastIndexOf("return ");
  if (at < 0) throw new Error(`${file} has no return statement to edit before`);
  return (index) =>
    `${original.slice(0, at)}const typed${index % 7} = ${index};\n        ${original.slice(at)}`;
}

/** Texts that differ in what the file exports. */
function outwardEdits(): (index: number) => string {
  const original = text;
  return (index) => `${original}\nexport type Typed${index % 7} = ${index};\n`;
}

/** One change from the one text to the other, as an editor sends it. */
function changeBetween(before: string, after: string): unknown {
  let start = 0;
  while (start < before.length && before[start] === after[start]) start++;
  let end = 0;
  while (
    end < Math.min(before.length, after.length) - start &&
    before[before.length - 1 - end] === after[after.length - 1 - end]
  )
    end++;
  return {
    range: {
      start: positionAt(before, start),
      end: positionAt(before, before.length - end),
    },
    text: after.slice(start, after.length - end),
  };
}

function positionAt(content: string, offset: number): { line: number; character: number } {
  const lines = content.slice(0, offset).split("\n");
  return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
}

/** A number for the server, and one for the compiler. */
interface Memory {
  readonly server: number;
  readonly compiler: number;
}

/** Resident memory of the server and of the processes that it started, in MiB, from Linux's /proc. */
function memory(): Memory {
  return ofProcesses((pid) => statusOf(pid, "VmRSS") / 1024);
}

/** Milliseconds of processor time that they have taken. */
function processorTime(): Memory {
  return ofProcesses((pid) => {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
    // Fields 14 and 15 of proc(5), in hundredths of a second.
    return (Number(fields[11]) + Number(fields[12])) * 10;
  });
}

function ofProcesses(measure: (pid: number) => number): Memory {
  const pid = child.pid ?? 0;
  const children = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((candidate) => statusOf(candidate, "PPid") === pid);
  return {
    server: measure(pid),
    compiler: children.reduce((total, each) => total + measure(each), 0),
  };
}

function statusOf(pid: number, key: string): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    return Number(new RegExp(`^${key}:\\s+(\\d+)`, "m").exec(status)?.[1] ?? 0);
  } catch {
    return 0;
  }
}

function sum({ server, compiler }: Memory): number {
  return server + compiler;
}

function memoryText(memory: Memory): string {
  const { server, compiler } = memory;
  return `${sum(memory).toFixed(0)} MiB (server ${server.toFixed(0)}, compiler ${compiler.toFixed(0)})`;
}

function report(label: string, times: readonly number[]): void {
  const sorted = [...times].sort((a, b) => a - b);
  const p95 = sorted[Math.ceil(sorted.length * 0.95) - 1] ?? 0;
  console.log(
    `${label.padEnd(28)}median ${median(times).toFixed(1)} ms, 95th percentile ${p95.toFixed(1)} ms, most ${(sorted.at(-1) ?? 0).toFixed(1)} ms (${times.length} edits)`,
  );
}
