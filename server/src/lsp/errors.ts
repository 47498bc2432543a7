import {
  type CancellationToken as ClientToken,
  type Connection,
  LSPErrorCodes,
  ResponseError,
} from "vscode-languageserver/node";
import { Cancelled } from "../base/index.ts";
import { CompilerFailure, UserFailure } from "../engine/index.ts";

export function requestCancelled(): ResponseError<void> {
  return new ResponseError(LSPErrorCodes.RequestCancelled, "cancelled");
}

/** The text that the request is about is no longer there: its client asks again. */
export function contentModified(): ResponseError<void> {
  return new ResponseError(LSPErrorCodes.ContentModified, "the content was modified");
}

/** The answer of a promise, or `RequestCancelled` as soon as the client no longer wants it. */
export function unlessCancelled<T>(answer: Promise<T>, token: ClientToken): Promise<T> {
  if (token.isCancellationRequested) {
    // Nobody waits for it any more, nor for its failure.
    answer.catch(() => {});
    return Promise.reject(requestCancelled());
  }
  return new Promise((resolve, reject) => {
    const listening = token.onCancellationRequested(() => reject(requestCancelled()));
    answer.then(resolve, reject).finally(() => listening.dispose());
  });
}

type Handler = (...parts: unknown[]) => unknown;

/**
 * A connection whose request handlers may throw the engine's errors. `Cancelled` becomes
 * `RequestCancelled` or `ContentModified`; a question that the compiler's process did not live to
 * answer is asked again, of the next one.
 */
export function guardHandlers(connection: Connection): Connection {
  return guarded(connection);
}

function guarded<T extends object>(target: T): T {
  return new Proxy(target, {
    get(_, key) {
      const value: unknown = Reflect.get(target, key);
      const name = String(key);
      if (name === "languages") return typeof value === "object" && value ? guarded(value) : value;
      if (
        typeof value === "function" &&
        /^on(?!Did|Notification|Progress|Shutdown|Exit)/.test(name)
      )
        return (...args: unknown[]) =>
          value.apply(
            target,
            args.map((arg) => (typeof arg === "function" ? guard(arg as Handler) : arg)),
          );
      if (typeof value === "function") return value.bind(target);
      return isRegistrar(value) ? guarded(value) : value;
    },
  });
}

/** What lies under `languages`: objects with an `on`. */
function isRegistrar(value: unknown): value is object {
  return (
    typeof value === "object" && value !== null && typeof Reflect.get(value, "on") === "function"
  );
}

function guard(handler: Handler): Handler {
  return async (...parts) => {
    try {
      return await handler(...parts);
    } catch (error) {
      if (!(error instanceof CompilerFailure)) throw protocolError(error, parts);
    }
    try {
      return await handler(...parts);
    } catch (error) {
      throw protocolError(error, parts);
    }
  };
}

function protocolError(error: unknown, parts: readonly unknown[]): unknown {
  if (error instanceof Cancelled)
    return parts.some(isCancelled) ? requestCancelled() : contentModified();
  if (error instanceof CompilerFailure || error instanceof UserFailure)
    return new ResponseError(LSPErrorCodes.RequestFailed, error.message);
  return error;
}

function isCancelled(part: unknown): boolean {
  return (
    typeof part === "object" &&
    part !== null &&
    Reflect.get(part, "isCancellationRequested") === true
  );
}
