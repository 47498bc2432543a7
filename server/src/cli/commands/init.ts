import { configurationFileName, createConfiguration } from "../../engine/index.ts";
import { print } from "../output.ts";

/** Writes a commented configuration. @throws UserFailure when there is one already */
export async function runInit(): Promise<void> {
  createConfiguration(process.cwd());
  await print(`${configurationFileName} written. Next: npx ormlint check\n`);
}
