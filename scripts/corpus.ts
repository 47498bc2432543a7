/**
 * Runs ormlint over a checkout of a public code base and compares the findings with the verdicts kept
 * in test/corpus/<project>.json: share of false findings per rule, findings that are new, findings that are gone.
 * Usage: npm run corpus -- <checkout> [--project <name>] [--add] [--show <rule>]
 * `--add` appends the new findings to the file with the verdict "unjudged".
 */
import { execFileSync, spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { root } from "./support/paths.ts";

type VerdictKind = "true" | "false" | "debatable" | "unjudged";

interface Verdict {
  readonly file: string;
  readonly line: number;
  readonly rule: string;
  readonly severity: string;
  readonly verdict: VerdictKind;
  readonly why: string;
}

interface Corpus {
  readonly project: string;
  /** Commit of the checkout that the verdicts were made on. */
  readonly commit: string;
  /** Folders to run in, relative to the checkout, each with its tsconfig files. */
  readonly runs: readonly { readonly folder: string; readonly tsconfigs: readonly string[] }[];
  readonly verdicts: readonly Verdict[];
}

interface Finding {
  readonly file: string;
  readonly rule: string;
  readonly severity: string;
  readonly message: string;
  readonly range: { readonly start: { readonly line: number } };
}

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { project: { type: "string" }, add: { type: "boolean" }, show: { type: "string" } },
});
const checkout = resolve(positionals[0] ?? "");
const folder = join(root, "test/corpus");
const name = values.project ?? corpusNames().find((known) => basename(checkout).includes(known));
if (!positionals[0] || !name) {
  console.error(`Usage: npm run corpus -- <checkout> --project <${corpusNames().join("|")}>`);
  process.exit(2);
}
const corpusFile = join(folder, `${name}.json`);
const corpus: Corpus = JSON.parse(readFileSync(corpusFile, "utf8"));

function corpusNames(): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .map((file) => basename(file, ".json"));
}

function lint(): Finding[] {
  const findings: Finding[] = [];
  for (const run of corpus.runs) {
    const cwd = join(checkout, run.folder);
    const projects = run.tsconfigs.flatMap((tsconfig) => ["--project", tsconfig]);
    const result = spawnSync(
      process.execPath,
      [join(root, "dist/cli.cjs"), "check", "--no-cache", "--format", "json", ...projects],
      { cwd, encoding: "utf8", maxBuffer: 2 ** 30 },
    );
    if (result.status !== 0 && result.status !== 1) {
      throw new Error(`ormlint ended with status ${result.status} in ${cwd}:\n${result.stderr}`);
    }
    if (result.stderr.trim() !== "") console.error(`${run.folder}: ${result.stderr.trim()}`);
    const prefix = run.folder === "." ? "" : `${run.folder}/`;
    const document: { findings: Finding[] } = JSON.parse(result.stdout);
    findings.push(
      ...document.findings.map((finding) => ({
        ...finding,
        file: join(prefix, finding.file).replaceAll("\\", "/"),
      })),
    );
  }
  return findings;
}

const key = (at: { file: string; line: number; rule: string }): string =>
  `${at.file}:${at.line} ${at.rule}`;

const commit = execFileSync("git", ["rev-parse", "HEAD"], {
  cwd: checkout,
  encoding: "utf8",
}).trim();
if (commit !== corpus.commit) {
  console.error(
    `The verdicts are of commit ${corpus.commit}; this is ${commit}: lines may differ.`,
  );
}

const known = new Map(corpus.verdicts.map((verdict) => [key(verdict), verdict]));
const seen = new Set<string>();
const added: Verdict[] = [];
const counts = new Map<string, Record<VerdictKind, number>>();
for (const finding of lint()) {
  const at = { file: finding.file, line: finding.range.start.line, rule: finding.rule };
  const verdict = known.get(key(at));
  const kind = verdict?.verdict ?? "unjudged";
  if (!verdict && !seen.has(key(at))) {
    added.push({ ...at, severity: finding.severity, verdict: "unjudged", why: finding.message });
  }
  seen.add(key(at));
  const label = `${finding.rule} (${finding.severity})`;
  const count = counts.get(label) ?? { true: 0, false: 0, debatable: 0, unjudged: 0 };
  count[kind]++;
  counts.set(label, count);
  if (values.show === finding.rule) {
    console.log(`${at.file}:${at.line} [${kind}] ${finding.message}`);
  }
}

console.log(`${"rule".padEnd(44)}  true false debatable unjudged  false share`);
for (const [label, count] of [...counts].sort(([a], [b]) => a.localeCompare(b))) {
  const judged = count.true + count.false + count.debatable;
  const share = judged === 0 ? "" : `${((count.false / judged) * 100).toFixed(1)} %`;
  console.log(
    `${label.padEnd(44)}${String(count.true).padStart(6)}${String(count.false).padStart(6)}${String(count.debatable).padStart(10)}${String(count.unjudged).padStart(9)}  ${share}`,
  );
}

const gone = corpus.verdicts.filter((verdict) => !seen.has(key(verdict)));
for (const verdict of gone) {
  const judgement =
    verdict.verdict === "true" ? "LOST a true finding" : `gone (${verdict.verdict})`;
  console.log(`${judgement}: ${key(verdict)}`);
}
for (const finding of added) console.log(`new: ${key(finding)} ${finding.why}`);

if (values.add) {
  const verdicts = [...corpus.verdicts, ...added].sort(
    (a, b) => a.file.localeCompare(b.file) || a.line - b.line || a.rule.localeCompare(b.rule),
  );
  writeFileSync(corpusFile, `${JSON.stringify({ ...corpus, commit, verdicts }, null, 1)}\n`);
  console.log(`added ${added.length} findings to ${corpusFile}`);
}
