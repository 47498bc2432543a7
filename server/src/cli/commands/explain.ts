import { allRules, didYouMean, rulePage, UserFailure } from "../../engine/index.ts";
import { print } from "../output.ts";

/** Prints the page of a rule. @throws UserFailure when there is no such rule */
export async function runExplain(name: string): Promise<void> {
  const rule = allRules.find((candidate) => candidate.name === name);
  if (!rule) {
    const names = allRules.map((candidate) => candidate.name);
    const hint = didYouMean(name, names) || "; list them with ormlint rules";
    throw new UserFailure(`unknown rule "${name}"${hint}`);
  }
  await print(rulePage(rule));
}
