import type { Connection } from "vscode-languageserver/node";

type Handler = (...parts: unknown[]) => unknown;

/**
 * A connection on which several features can answer the same request, each for the documents that it
 * knows: they are asked in the order of their registration, until one has an answer.
 */
export function shareHandlers(connection: Connection): Connection {
  const handlers = new Map<string, Handler[]>();
  return new Proxy(connection, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key);
      if (typeof value !== "function") return value;
      const name = String(key);
      if (!shared.has(name)) return value.bind(target);
      return (handler: Handler) => {
        const all = handlers.get(name) ?? [];
        handlers.set(name, [...all, handler]);
        return value.call(target, firstAnswer([...all, handler]));
      };
    },
  });
}

const shared: ReadonlySet<string> = new Set(["onHover", "onCompletion"]);

function firstAnswer(handlers: readonly Handler[]): Handler {
  return async (...parts) => {
    for (const handler of handlers) {
      const answer: unknown = await handler(...parts);
      if (answer !== undefined && answer !== null) return answer;
    }
    return null;
  };
}
