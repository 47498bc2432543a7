import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { API } from "typescript/async";
import { Channel } from "./channel/channel.ts";
import { RequestBatch } from "./channel/request-batch.ts";
import { collectorSettings } from "./collector-settings.ts";
import { installedBinary } from "./compiler-binary.ts";
import { CompilerFailure, type CompilerFailureKind } from "./failures.ts";
import { clientOf } from "./native-client.ts";

/** Milliseconds that the process has to exit after its input ended. */
const exitGrace = 1000;

export interface ProcessOptions {
  /** Folder that relative paths are resolved against. */
  readonly cwd: string;
  /** Path of the compiler's binary, when it does not lie in node_modules. */
  readonly binary?: string | undefined;
  /** Milliseconds after which a request without an answer means that the process hangs. */
  readonly answerTimeout: number;
  /** Told of every request that goes to the process. */
  readonly onRoundTrip: () => void;
}

/**
 * One run of the compiler's process. When it ends or hangs, every pending question rejects with
 * the same {@link CompilerFailure}, and so does every later one.
 */
export class CompilerProcess {
  readonly api: API;
  readonly #child: ChildProcess;
  readonly #channel: Channel;
  readonly #options: ProcessOptions;
  readonly #pending = new Set<(failure: CompilerFailure) => void>();
  #failure: CompilerFailure | undefined;
  #answered = false;
  #exited: Promise<void> = Promise.resolve();

  private constructor(child: SpawnedCompiler, options: ProcessOptions) {
    this.#options = options;
    this.#child = child;
    this.#channel = new Channel(child.stdin, child.stdout, (error) => {
      this.#fail("died", error.message);
      child.kill("SIGKILL");
    });
    this.api = new API({ cwd: options.cwd, tsserverPath: child.spawnfile });
    this.#answerClient();
    this.#watch();
  }

  /** @throws CompilerFailure when the process cannot be started or does not speak */
  static async start(options: ProcessOptions): Promise<CompilerProcess> {
    let started: CompilerProcess;
    try {
      started = new CompilerProcess(await spawnCompiler(options), options);
    } catch (error) {
      throw notStarted(error);
    }
    try {
      await started.api.parseCommandLine([]);
    } catch (error) {
      await started.close();
      throw error instanceof CompilerFailure ? error : notStarted(error);
    }
    return started;
  }

  /** Why the process no longer answers; `undefined` while it does. */
  get failure(): CompilerFailure | undefined {
    return this.#failure;
  }

  /** The id of the process in the operating system. */
  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Ends the process and waits until it is gone. Pending questions reject. */
  async close(): Promise<void> {
    this.#fail("closed", "the compiler was closed before it answered");
    // A process that is stopped or busy does not notice the end of its input.
    const timer = setTimeout(() => this.#child.kill("SIGKILL"), exitGrace);
    this.#channel.end();
    await this.#exited;
    clearTimeout(timer);
  }

  /** Puts the channel in place of the client's own way to the process. */
  #answerClient(): void {
    const send = (method: string, params: unknown): Promise<Buffer> => {
      if (this.#failure) return Promise.reject(this.#failure);
      this.#options.onRoundTrip();
      return this.#answerOrFailure(this.#channel.request(method, params));
    };
    const batch = new RequestBatch(send);
    const client = clientOf(this.api);
    client.connect = () => Promise.resolve();
    client.close = () => Promise.resolve();
    client.apiRequest = (method, params) =>
      this.#failure ? Promise.reject(this.#failure) : batch.ask(method, params);
    client.apiRequestBinary = async (method, params) => {
      const payload = await send(method, params);
      return payload.length === 0 ? undefined : ownBytes(payload);
    };
  }

  #answerOrFailure(answer: Promise<Buffer>): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#hang(), this.#options.answerTimeout);
      const settle = (): void => {
        clearTimeout(timer);
        this.#pending.delete(fail);
      };
      const fail = (failure: CompilerFailure): void => {
        settle();
        reject(failure);
      };
      this.#pending.add(fail);
      answer.then(
        (value) => {
          settle();
          this.#answered = true;
          resolve(value);
        },
        (error: unknown) => {
          settle();
          reject(this.#failure ?? error);
        },
      );
    });
  }

  #watch(): void {
    this.#exited = new Promise((resolve) => {
      this.#child.once("exit", (code, signal) => {
        const how = signal === null ? `with exit code ${code ?? "unknown"}` : `by signal ${signal}`;
        if (this.#answered) this.#fail("died", `the TypeScript compiler ended ${how}`);
        else
          this.#fail("not-started", `the TypeScript compiler ended ${how} as soon as it started`);
        resolve();
      });
    });
  }

  #hang(): void {
    const seconds = Math.ceil(this.#options.answerTimeout / 1000);
    this.#fail("hung", `the TypeScript compiler gave no answer for ${seconds} s and was ended`);
    this.#child.kill("SIGKILL");
  }

  #fail(kind: CompilerFailureKind, message: string): void {
    if (this.#failure) return;
    this.#failure = new CompilerFailure(kind, message);
    for (const fail of [...this.#pending]) fail(this.#failure);
  }
}

type SpawnedCompiler = Awaited<ReturnType<typeof spawnCompiler>>;

/** @throws Error when the process cannot be started */
async function spawnCompiler({ cwd, binary }: ProcessOptions) {
  const file = binary ?? installedBinary(fileURLToPath(import.meta.url));
  if (file === undefined) throw new Error("it is not installed for this platform");
  const caseSensitive = `--useCaseSensitiveFileNames=${isCaseSensitive(file)}`;
  const child = spawn(file, ["--api", "--cwd", cwd, caseSensitive], {
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...collectorSettings, ...process.env },
  });
  await new Promise((resolve, reject) => {
    child.once("spawn", resolve);
    child.once("error", reject);
  });
  return child;
}

/** Whether the file system tells paths apart by case alone, as one that exists shows. */
function isCaseSensitive(path: string): boolean {
  if (process.platform === "win32") return false;
  const other = path.replace(/\w/g, (letter) =>
    letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase(),
  );
  return !existsSync(other);
}

/** The bytes alone in their memory, which the client reads from its beginning. */
function ownBytes(payload: Buffer): Uint8Array {
  if (payload.byteOffset === 0 && payload.length === payload.buffer.byteLength) return payload;
  const bytes = Buffer.allocUnsafeSlow(payload.length);
  payload.copy(bytes);
  return bytes;
}

function notStarted(error: unknown): CompilerFailure {
  const reason = error instanceof Error ? error.message : String(error);
  return new CompilerFailure(
    "not-started",
    `the TypeScript compiler could not be started: ${reason}`,
    { cause: error },
  );
}
