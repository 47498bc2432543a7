import picocolors from "picocolors";

export type Colours = ReturnType<typeof picocolors.createColors>;

/**
 * Colours for a stream: the option first, then `NO_COLOR`, then `FORCE_COLOR`, then whether it is a terminal.
 * @param option `--color` or `--no-color`; `undefined` when neither was written
 */
export function useColours(
  option: boolean | undefined,
  stream: { readonly isTTY?: boolean },
  environment: NodeJS.ProcessEnv = process.env,
): Colours {
  return picocolors.createColors(wanted(option, stream, environment));
}

function wanted(
  option: boolean | undefined,
  stream: { readonly isTTY?: boolean },
  { NO_COLOR, FORCE_COLOR, TERM }: NodeJS.ProcessEnv,
): boolean {
  if (option !== undefined) return option;
  if (NO_COLOR) return false;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== "")
    return FORCE_COLOR !== "0" && FORCE_COLOR !== "false";
  return stream.isTTY === true && TERM !== "dumb";
}
