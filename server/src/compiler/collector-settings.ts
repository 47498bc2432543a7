/**
 * How much the heap of the compiler's process may grow before it is collected again, in percent:
 * the runtime of Go reads it from the environment when the process starts. With Go's own 100, a
 * tenth of the processor time goes into collecting a program that is being built up, all of which
 * stays. With 200, the peak of memory comes to that of `tsc`.
 */
const growth = "150";

/** Starts that are under way in this process. */
let starting = 0;

/**
 * Runs what starts the compiler's process, which inherits the environment as it is then: its client
 * takes no other. What the user has set stays.
 */
export async function withCollectorSettings<T>(start: () => Promise<T>): Promise<T> {
  const { env } = process;
  if (starting === 0 && env.GOGC !== undefined) return start();
  starting++;
  env.GOGC = growth;
  try {
    return await start();
  } finally {
    if (--starting === 0) delete env.GOGC;
  }
}
