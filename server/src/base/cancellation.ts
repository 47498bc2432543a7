/** Asked between batches: work stops at the next question when `cancelled` is true. */
export interface CancellationToken {
  readonly cancelled: boolean;
}

/** Thrown at a checkpoint of cancelled work; never shown to a user. */
export class Cancelled extends Error {
  constructor() {
    super("cancelled");
    this.name = "Cancelled";
  }
}

export const neverCancelled: CancellationToken = { cancelled: false };

/** @throws Cancelled when the token was cancelled. */
export function checkpoint(token: CancellationToken): void {
  if (token.cancelled) throw new Cancelled();
}
