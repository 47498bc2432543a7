import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";

/** What one run of a command cost, all its processes together. */
export interface Cost {
  /** Seconds from start to exit. */
  readonly wall: number;
  /** Seconds of processor time, user and system. */
  readonly cpu: number;
  /** Highest sum of resident memory over all processes at one moment, in MiB. */
  readonly memory: number;
  readonly exitCode: number;
}

const samplingInterval = 10;
const pageSize = 4096;

/**
 * Runs a command and measures it with all its descendants. Needs Linux (`/proc`) and bash.
 * @throws Error when the command cannot be started
 */
export function measure(command: readonly string[], cwd: string): Promise<Cost> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(
      "bash",
      ["-c", '"$@" >/dev/null 2>&1; code=$?; times >&3; exit $code', "-", ...command],
      {
        cwd,
        stdio: ["ignore", "ignore", "ignore", "pipe"],
      },
    );
    let peak = 0;
    const timer = setInterval(() => {
      if (child.pid !== undefined) peak = Math.max(peak, residentMemory(child.pid));
    }, samplingInterval);
    let times = "";
    child.stdio[3]?.on("data", (chunk: Buffer) => {
      times += chunk.toString();
    });
    child.on("error", reject);
    child.on("close", (code) => {
      clearInterval(timer);
      resolve({
        wall: (performance.now() - start) / 1000,
        cpu: processorSeconds(times),
        memory: peak / 1024 ** 2,
        exitCode: code ?? -1,
      });
    });
  });
}

/** Sum over a process and its descendants, in bytes. */
function residentMemory(pid: number): number {
  try {
    const pages = Number(readFileSync(`/proc/${pid}/statm`, "utf8").split(" ")[1]);
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8")
      .split(" ")
      .filter((text) => text !== "")
      .map(Number);
    return pages * pageSize + children.reduce((sum, child) => sum + residentMemory(child), 0);
  } catch {
    return 0;
  }
}

/** Reads the second line of bash's `times`: user and system time of the children, as `0m1.234s 0m0.567s`. */
function processorSeconds(times: string): number {
  const line = times.trim().split("\n")[1] ?? "";
  return [...line.matchAll(/(\d+)m([\d.]+)s/g)].reduce(
    (sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds),
    0,
  );
}

/** The middle of some numbers. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}
