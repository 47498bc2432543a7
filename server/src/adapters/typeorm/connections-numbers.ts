import type { FileFlow } from "../../flow/file-flow.ts";
import type { TypeFamily } from "../../model/index.ts";
import { OptionBag } from "./option-bag.ts";

/**
 * The families of numbers that a driver is told to give as JavaScript numbers: `parseInt8` of
 * `PostgresConnectionOptions`, `bigNumberStrings` and `supportBigNumbers` of `MysqlConnectionOptions`,
 * and in `extra` what goes to the driver itself (`decimalNumbers` and `typeCast` of mysql2, `types` of pg).
 * An option whose value cannot be read counts.
 */
export async function parsedNumbers(
  options: OptionBag,
  flow: FileFlow,
): Promise<readonly TypeFamily[]> {
  const extra = await OptionBag.read(options.expression("extra"), flow);
  const [int8, strings, support, decimals] = await Promise.all([
    isOr(options, "parseInt8", true),
    isOr(options, "bigNumberStrings", false),
    isOr(options, "supportBigNumbers", false),
    isOr(extra, "decimalNumbers", true),
  ]);
  // The old driver of MySQL takes `bigNumberStrings` for decimals too.
  if (strings || support || extra.option("typeCast") || extra.option("types")) {
    return ["bigint", "decimal"];
  }
  return [...(int8 ? (["bigint"] as const) : []), ...(decimals ? (["decimal"] as const) : [])];
}

async function isOr(bag: OptionBag, name: string, value: boolean): Promise<boolean> {
  if (!bag.option(name)) return false;
  const written = await bag.constant(name);
  return !written.known || written.value === value;
}
