/**
 * Collects the questions of one turn of the event loop into one list, sends it once,
 * and remembers the answers for as long as the keys live.
 */
export class Batch<K extends object, V> {
  readonly #answers = new WeakMap<K, Promise<V>>();
  readonly #send: (keys: K[]) => Promise<readonly V[]>;
  #waiting: Waiting<K, V>[] = [];

  /** @param send answers all keys, in their order */
  constructor(send: (keys: K[]) => Promise<readonly V[]>) {
    this.#send = send;
  }

  ask(key: K): Promise<V> {
    let answer = this.#answers.get(key);
    if (!answer) {
      answer = new Promise<V>((resolve, reject) => {
        if (this.#waiting.length === 0) setImmediate(() => void this.#flush());
        this.#waiting.push({ key, resolve, reject });
      });
      this.#answers.set(key, answer);
    }
    return answer;
  }

  async #flush(): Promise<void> {
    const waiting = this.#waiting;
    this.#waiting = [];
    try {
      const values = await this.#send(waiting.map((question) => question.key));
      if (values.length !== waiting.length) throw new Error("an answer of the compiler is missing");
      waiting.forEach((question, index) => {
        // The lengths agree, so there is a value at every index; it may itself be undefined.
        question.resolve(values[index] as V);
      });
    } catch (error) {
      for (const question of waiting) question.reject(error);
    }
  }
}

interface Waiting<K, V> {
  readonly key: K;
  readonly resolve: (value: V) => void;
  readonly reject: (error: unknown) => void;
}
