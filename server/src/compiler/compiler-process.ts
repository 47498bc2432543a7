import { API } from "typescript/async";
import { withCollectorSettings } from "./collector-settings.ts";
import { CompilerFailure, type CompilerFailureKind } from "./failures.ts";
import { clientOf, type NativeClient } from "./native-client.ts";
import { tameInput } from "./process-input.ts";

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
  readonly #client: NativeClient;
  readonly #options: ProcessOptions;
  readonly #pending = new Set<(failure: CompilerFailure) => void>();
  #failure: CompilerFailure | undefined;
  #answered = false;
  #exited: Promise<void> = Promise.resolve();

  private constructor(options: ProcessOptions) {
    this.#options = options;
    this.api = new API({
      cwd: options.cwd,
      ...(options.binary === undefined ? {} : { tsserverPath: options.binary }),
    });
    this.#client = clientOf(this.api);
    this.#intercept();
  }

  /** @throws CompilerFailure when the process cannot be started or does not speak */
  static async start(options: ProcessOptions): Promise<CompilerProcess> {
    let started: CompilerProcess;
    try {
      started = new CompilerProcess(options);
      await withCollectorSettings(() => started.#client.connect());
    } catch (error) {
      throw notStarted(error);
    }
    started.#watch();
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
    return this.#client.process?.pid;
  }

  /** Ends the process and waits until it is gone. Pending questions reject. */
  async close(): Promise<void> {
    this.#fail("closed", "the compiler was closed before it answered");
    const child = this.#client.process;
    // A process that is stopped or busy does not notice the end of its input.
    const timer = setTimeout(() => child?.kill("SIGKILL"), exitGrace);
    // Ends the input of the process, on which it exits.
    await this.#client.close();
    await this.#exited;
    clearTimeout(timer);
  }

  #intercept(): void {
    const client = this.#client;
    const ask = client.apiRequest.bind(client);
    const connect = client.connect.bind(client);
    const send = client.sendRequestWithTiming.bind(client);
    // Questions that waited for their batch when the process ended come here to be sent.
    client.connect = () => (this.#failure ? Promise.reject(this.#failure) : connect());
    client.apiRequest = (method, params) =>
      this.#failure ? Promise.reject(this.#failure) : ask(method, params);
    client.sendRequestWithTiming = (type, params) => {
      if (this.#failure) return Promise.reject(this.#failure);
      this.#options.onRoundTrip();
      return this.#answerOrFailure(send(type, params));
    };
  }

  #answerOrFailure(answer: Promise<unknown>): Promise<unknown> {
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
    const child = this.#client.process;
    if (!child) return;
    this.#exited = new Promise((resolve) => {
      const ended = (code: number | null, signal: NodeJS.Signals | null): void => {
        const how = signal === null ? `with exit code ${code ?? "unknown"}` : `by signal ${signal}`;
        if (this.#answered) this.#fail("died", `the TypeScript compiler ended ${how}`);
        else
          this.#fail("not-started", `the TypeScript compiler ended ${how} as soon as it started`);
        resolve();
      };
      if (child.exitCode !== null || child.signalCode !== null)
        ended(child.exitCode, child.signalCode);
      else child.once("exit", ended);
    });
    if (!child.stdin) return;
    tameInput(child.stdin);
    // Without a listener, writing to a process that has just ended would end this one.
    child.stdin.on("error", () => undefined);
  }

  #hang(): void {
    const seconds = Math.ceil(this.#options.answerTimeout / 1000);
    this.#fail("hung", `the TypeScript compiler gave no answer for ${seconds} s and was ended`);
    this.#client.process?.kill("SIGKILL");
  }

  #fail(kind: CompilerFailureKind, message: string): void {
    if (this.#failure) return;
    this.#failure = new CompilerFailure(kind, message);
    for (const fail of [...this.#pending]) fail(this.#failure);
  }
}

function notStarted(error: unknown): CompilerFailure {
  const reason = error instanceof Error ? error.message : String(error);
  return new CompilerFailure(
    "not-started",
    `the TypeScript compiler could not be started: ${reason}`,
    { cause: error },
  );
}
