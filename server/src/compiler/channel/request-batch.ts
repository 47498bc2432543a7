import type { Channel } from "./channel.ts";

interface Request {
  readonly method: string;
  readonly params: unknown;
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** The answer to one request of several; `continuationToken`: there are more answers to fetch. */
interface BatchAnswer {
  readonly responses: readonly { readonly result?: unknown; readonly error?: string }[];
  readonly continuationToken?: string;
}

/** Sends the requests of one turn of the event loop as one. */
export class RequestBatch {
  readonly #send: (method: string, params: unknown) => Promise<Buffer>;
  #waiting: Request[] = [];

  /** @param send see {@link Channel.request} */
  constructor(send: Channel["request"]) {
    this.#send = send;
  }

  /** @returns the answer, read from JSON; `undefined` when it is empty */
  ask(method: string, params: unknown): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#waiting.length === 0) setImmediate(() => void this.#flush());
      this.#waiting.push({ method, params, resolve, reject });
    });
  }

  async #flush(): Promise<void> {
    const requests = this.#waiting;
    this.#waiting = [];
    try {
      const [only] = requests;
      if (only && requests.length === 1) only.resolve(await this.#json(only.method, only.params));
      else await this.#together(requests);
    } catch (error) {
      const failure = error instanceof Error ? error : new Error(String(error));
      for (const { reject } of requests) reject(failure);
    }
  }

  async #together(requests: readonly Request[]): Promise<void> {
    const asked = requests.map(({ method, params }) => ({ method, params }));
    let answer = (await this.#json("batchRequests", { requests: asked })) as BatchAnswer;
    const responses = [...answer.responses];
    while (answer.continuationToken !== undefined && answer.continuationToken !== "") {
      const { continuationToken } = answer;
      answer = (await this.#json("batchRequests", {
        requests: [],
        continuationToken,
      })) as BatchAnswer;
      responses.push(...answer.responses);
    }
    requests.forEach(({ resolve, reject }, index) => {
      const response = responses[index];
      if (!response) reject(new Error("an answer of the compiler is missing"));
      else if (response.error !== undefined) reject(new Error(response.error));
      else resolve(response.result);
    });
  }

  async #json(method: string, params: unknown): Promise<unknown> {
    const payload = await this.#send(method, params);
    return payload.length === 0 ? undefined : JSON.parse(payload.toString("utf8"));
  }
}
