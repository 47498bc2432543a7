import { CommanderError } from "commander";
import { complain, watchOutput } from "./output.ts";
import { createProgram } from "./program.ts";

/** Entry of the command line. The exit status is set, never forced: output to a pipe is written to its end. */
watchOutput();
createProgram()
  .parseAsync(process.argv)
  .catch((error: unknown) => {
    process.exitCode = statusOf(error);
  });

function statusOf(error: unknown): number {
  // Commander has printed its line: help and version end well, wrong usage with 2.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  complain(error);
  return 2;
}
