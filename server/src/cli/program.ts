import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { version } from "../engine/version.ts";
import type { CheckFlags } from "./commands/check.ts";
import { oneLine } from "./output.ts";

export const formats = ["text", "json", "sarif", "github", "junit"] as const;
export type Format = (typeof formats)[number];

/** The command line's grammar. What a command needs is loaded when it runs, so that help and version are quick. */
export function createProgram(): Command {
  const program = new Command("ormlint")
    .description("Finds data-layer mistakes in TypeScript code that uses an ORM.")
    .version(version, "-v, --version")
    .addOption(new Option("-V").hideHelp())
    .exitOverride()
    .configureOutput({
      outputError: (text, write) => write(`ormlint: ${oneLine(text.replace(/^error: /, ""))}\n`),
    })
    .showSuggestionAfterError(true)
    .helpCommand(true)
    .on("option:V", () => {
      process.stdout.write(`${version}\n`);
      throw new CommanderError(0, "commander.version", version);
    });
  addCheck(program);
  addRules(program);
  addExplain(program);
  addModel(program);
  addInit(program);
  addLsp(program);
  return program;
}

function addCheck(program: Command): void {
  program
    .command("check")
    .description("analyse the project and print what is wrong")
    .argument("[paths...]", "files, folders or globs whose findings are wanted (default: all)")
    .addOption(projectOption())
    .option("--config <file>", "configuration file (default: the nearest ormlint.json)")
    .addOption(
      new Option("--format <format>", "form of the output").choices(formats).default("text"),
    )
    .option("--rule <name=severity>", "severity of one rule; repeatable", collect)
    .option(
      "--preset <name>",
      "recommended, strict (adds the rules that are off by default) or off; goes before the configuration's",
    )
    .option("--fix", "apply safe fixes")
    .option("--fix-suggestions", "apply safe fixes, and suggestions too: read the changes")
    .option("--baseline <file>", "file of known findings, which are not reported")
    .option("--update-baseline", "write all findings of this run to the baseline")
    .option("--max-warnings <n>", "exit with 1 when there are more warnings", count)
    .option("--stats", "print times, facts and blind spots to stderr")
    .option("--no-cache", "read all files anew, and keep nothing for the next run")
    .option(
      "--cache-location <dir>",
      "folder to keep facts in (default: node_modules/.cache/ormlint)",
    )
    .option("--color", "colour the output")
    .option("--no-color", "do not colour the output")
    .action(async (paths: string[], flags: CheckFlags) => {
      const { runCheck } = await import("./commands/check.ts");
      process.exitCode = await runCheck(paths, flags);
    });
}

function addRules(program: Command): void {
  program
    .command("rules")
    .description("list all rules")
    .addOption(plainFormat())
    .option("--no-color", "taken for the sake of scripts: the output has no colours")
    .action(async ({ format }: { format: "text" | "json" }) => {
      const { runRulesCommand } = await import("./commands/rules.ts");
      await runRulesCommand(format);
    });
}

function addExplain(program: Command): void {
  program
    .command("explain")
    .description("print the page of a rule")
    .argument("<rule>", "name of the rule")
    .option("--no-color", "taken for the sake of scripts: the output has no colours")
    .action(async (rule: string) => {
      const { runExplain } = await import("./commands/explain.ts");
      await runExplain(rule);
    });
}

function addModel(program: Command): void {
  program
    .command("model")
    .description("print the entities as ormlint understands them")
    .addOption(projectOption())
    .addOption(plainFormat())
    .option("--no-color", "taken for the sake of scripts: the output has no colours")
    .action(async (flags: { project: string[]; format: "text" | "json" }) => {
      const { runModel } = await import("./commands/model.ts");
      process.exitCode = await runModel(flags);
    });
}

function addInit(program: Command): void {
  program
    .command("init")
    .description("write a commented ormlint.json")
    .option("--no-color", "taken for the sake of scripts: the output has no colours")
    .action(async () => {
      const { runInit } = await import("./commands/init.ts");
      await runInit();
    });
}

function addLsp(program: Command): void {
  program
    .command("lsp")
    .description("serve an editor: the language server")
    .option("--stdio", "over standard input and output, which is the default")
    // Editors add options of their own, and those of other transports.
    .allowUnknownOption()
    .allowExcessArguments()
    .action(async () => {
      const { runLsp } = await import("./commands/lsp.ts");
      await runLsp();
    });
}

function projectOption(): Option {
  return new Option("--project <tsconfig>", "tsconfig to analyse; repeatable")
    .argParser(collect)
    .default([], "all found");
}

function plainFormat(): Option {
  return new Option("--format <format>", "form of the output")
    .choices(["text", "json"])
    .default("text");
}

function collect(value: string, before: unknown): string[] {
  return [...(Array.isArray(before) ? before : []), value];
}

function count(value: string): number {
  if (!/^\d+$/.test(value)) throw new InvalidArgumentError("It must be a whole number, 0 or more.");
  return Number(value);
}
