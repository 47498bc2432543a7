/**
 * Compares `ormlint check --no-cache` with `tsc --noEmit` of the same compiler on one project, alternating in one run,
 * and prints how the time grows with a generated project's size.
 * Usage: npm run bench -- <tsconfig> [--runs 5] [--no-growth]
 */
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { generateProject } from "./support/generated-project.ts";
import { type Cost, measure, median } from "./support/measure.ts";
import { root } from "./support/paths.ts";

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: "string", default: "5" }, "no-growth": { type: "boolean" } },
});
const runs = Number(values.runs);
const cli = join(root, "dist/cli.cjs");
const tsc = join(root, "node_modules/.bin/tsc");

function check(tsconfig: string): readonly string[] {
  return [process.execPath, cli, "check", "--no-cache", "--format", "json", "--project", tsconfig];
}

async function run(
  command: readonly string[],
  cwd: string,
  allowed: readonly number[],
): Promise<Cost> {
  const cost = await measure(command, cwd);
  if (!allowed.includes(cost.exitCode)) {
    throw new Error(`${command.join(" ")} ended with status ${cost.exitCode}`);
  }
  return cost;
}

function row(label: string, costs: readonly Cost[]): void {
  const cell = (pick: (cost: Cost) => number, unit: string, digits: number): string => {
    const all = costs.map(pick);
    const text = [median(all), Math.min(...all), Math.max(...all)].map((n) => n.toFixed(digits));
    return `${text[0]} ${unit} (${text[1]}–${text[2]})`.padEnd(26);
  };
  console.log(
    `${label.padEnd(18)}${cell((c) => c.wall, "s", 2)}${cell((c) => c.cpu, "s", 2)}${cell((c) => c.memory, "MiB", 0)}`,
  );
}

async function compare(tsconfig: string): Promise<void> {
  const cwd = dirname(tsconfig);
  const commands = {
    ormlint: check(tsconfig),
    tsc: [tsc, "--noEmit", "-p", tsconfig],
  };
  await run(commands.ormlint, cwd, [0, 1]);
  await run(commands.tsc, cwd, [0, 1, 2]);
  const ormlint: Cost[] = [];
  const compiler: Cost[] = [];
  for (let index = 0; index < runs; index++) {
    ormlint.push(await run(commands.ormlint, cwd, [0, 1]));
    compiler.push(await run(commands.tsc, cwd, [0, 1, 2]));
  }
  console.log(`\n${tsconfig}: median (lowest–highest) of ${runs} runs each, in turn`);
  console.log(`${"".padEnd(18)}${"wall".padEnd(26)}${"processor".padEnd(26)}peak memory`);
  row("ormlint check", ormlint);
  row("tsc --noEmit", compiler);
  const ratio = (pick: (cost: Cost) => number): string =>
    median(ormlint.map((cost, index) => pick(cost) / pick(compiler[index] ?? cost))).toFixed(2);
  console.log(
    `${"ratio, in pairs".padEnd(18)}${ratio((c) => c.wall).padEnd(26)}${ratio((c) => c.cpu).padEnd(26)}${ratio((c) => c.memory)}`,
  );
}

async function growth(): Promise<void> {
  console.log("\ngrowth on a generated project: median wall time per file");
  const base = 50;
  let first: number | undefined;
  for (const factor of [1, 4, 16]) {
    const folder = join(root, ".bench", `x${factor}`);
    const { tsconfig, files } = generateProject(folder, base * factor);
    const wall: number[] = [];
    for (let index = 0; index < Math.max(3, runs); index++) {
      wall.push((await run(check(tsconfig), folder, [0, 1])).wall);
    }
    const perFile = (median(wall) * 1000) / files;
    first ??= perFile;
    console.log(
      `  ${String(factor).padStart(2)}x ${String(files).padStart(5)} files  ${median(wall).toFixed(2)} s  ${perFile.toFixed(2)} ms per file  (${(perFile / first).toFixed(2)}x)`,
    );
  }
}

const tsconfig = positionals[0];
if (tsconfig) await compare(resolve(tsconfig));
else if (values["no-growth"]) console.error("Usage: npm run bench -- <tsconfig>");
if (!values["no-growth"]) await growth();
