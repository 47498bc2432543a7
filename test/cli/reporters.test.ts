import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Ajv } from "ajv";
import picocolors from "picocolors";
import { describe, expect, it } from "vitest";
import type { Diagnostic } from "../../server/src/base/index.ts";
import { formats } from "../../server/src/cli/program.ts";
import type { Report } from "../../server/src/cli/reporters/report.ts";
import { reporterOf } from "../../server/src/cli/reporters/reporter-of.ts";
import { SourceTexts } from "../../server/src/engine/index.ts";
import { noEntity, noOperation } from "../support/toy-rules.ts";

const cwd = "/project/app";
const first = `${cwd}/src/a b.ts`;
const second = "/project/shared/c.ts";
const texts = new SourceTexts(
  new Map([
    [first, 'const a = 1;\nrun(a + a + 1, "<é>");\n'],
    [second, "export const b = 2;\n"],
  ]),
);

const diagnostics: readonly Diagnostic[] = [
  {
    file: first,
    range: { start: 19, end: 23 },
    rule: "no-operation",
    severity: "error",
    message: '100% wrong: <a> & "b",\nsecond line\u0007',
    related: [{ file: second, range: { start: 13, end: 14 }, message: "made here" }],
    fixes: [
      {
        title: "bind it",
        kind: "safe",
        edits: [{ file: first, range: { start: 19, end: 23 }, newText: "?" }],
      },
    ],
  },
  {
    file: second,
    range: { start: 0, end: 6 },
    rule: "no-entity",
    severity: "info",
    message: "an entity B",
    related: [],
    fixes: [],
  },
];

function report(
  found: readonly Diagnostic[] = diagnostics,
  extra: Partial<Report["result"]> = {},
): Report {
  return {
    cwd,
    rules: [noOperation, noEntity],
    durationMs: 1234,
    colours: picocolors.createColors(false),
    result: {
      diagnostics: found,
      fingerprints: new Map(found.map((each, index) => [each, `fingerprint-${index}`])),
      texts,
      files: 2,
      baseline: undefined,
      fixing: undefined,
      notes: [],
      mistakes: [],
      problems: [],
      stats: undefined,
      ...extra,
    },
  };
}

const failed = report([], {
  problems: [{ part: "rule x", file: first, message: "broke", stack: undefined }],
  mistakes: ["typeorm cannot be resolved <here>"],
  notes: ["a.ts:1:1: syntax error"],
});
const failures = [
  "typeorm cannot be resolved <here>",
  `internal error of rule x in ${first}: broke`,
] as const;

describe("a run that failed", () => {
  it("is no success in SARIF; notes are no failures", () => {
    const invocation = (each: Report) =>
      JSON.parse(reporterOf("sarif")(each)).runs[0].invocations[0];
    expect(invocation(failed)).toEqual({
      executionSuccessful: false,
      toolExecutionNotifications: [
        ...failures.map((text) => ({ level: "error", message: { text } })),
        { level: "note", message: { text: "a.ts:1:1: syntax error" } },
      ],
    });
    expect(invocation(report([], { notes: ["a note"] })).executionSuccessful).toBe(true);
  });

  it("has problems in JSON", () => {
    expect(JSON.parse(reporterOf("json")(failed)).problems).toEqual([
      ...failures.map((message) => ({ level: "error", message })),
      { level: "note", message: "a.ts:1:1: syntax error" },
    ]);
  });

  it("has error cases in JUnit, and notes beside them", () => {
    const xml = reporterOf("junit")(failed);
    expect(xml).toContain('<testsuites name="ormlint" tests="2" failures="0" errors="2"');
    expect(xml).toContain(
      '<error type="failure" message="typeorm cannot be resolved &lt;here&gt;">',
    );
    expect(xml).toContain("<system-out>a.ts:1:1: syntax error</system-out>");
    expect(reporterOf("junit")(report([], { notes: ["a note"] }))).toContain('errors="0"');
  });

  it("is annotated on GitHub", () => {
    expect(reporterOf("github")(failed).split("\n")).toEqual([
      ...failures.map((text) => `::error title=ormlint::${text}`),
      "::notice title=ormlint::a.ts:1:1: syntax error",
      "",
    ]);
  });

  it("is not called clean in the text", () => {
    expect(reporterOf("text")(failed)).toMatch(/^This run is incomplete: stderr says why\. \(/);
    const some = reporterOf("text")(report(diagnostics, { mistakes: ["x"] }));
    expect(some).toContain("This run is incomplete");
    expect(reporterOf("text")(report([], { notes: ["a note"] }))).toContain("No findings");
  });
});

describe("the JSON document", () => {
  const document = JSON.parse(reporterOf("json")(report()));

  it("has the promised shape", () => {
    expect(document).toEqual({
      version: 1,
      summary: { files: 2, findings: 2, errors: 1, warnings: 0, infos: 1, durationMs: 1234 },
      findings: [
        {
          file: "src/a b.ts",
          rule: "no-operation",
          severity: "error",
          message: diagnostics[0]?.message,
          range: { start: { line: 2, column: 7 }, end: { line: 2, column: 11 } },
          related: [
            {
              file: "../shared/c.ts",
              range: { start: { line: 1, column: 14 }, end: { line: 1, column: 15 } },
              message: "made here",
            },
          ],
          fixes: [
            {
              title: "bind it",
              kind: "safe",
              edits: [
                {
                  file: "src/a b.ts",
                  range: { start: { line: 2, column: 7 }, end: { line: 2, column: 11 } },
                  newText: "?",
                },
              ],
            },
          ],
        },
        {
          file: "../shared/c.ts",
          rule: "no-entity",
          severity: "info",
          message: "an entity B",
          range: { start: { line: 1, column: 1 }, end: { line: 1, column: 7 } },
          related: [],
          fixes: [],
        },
      ],
      problems: [],
    });
  });

  it("is the same bytes each time", () => {
    expect(reporterOf("json")(report())).toBe(reporterOf("json")(report()));
  });
});

describe("SARIF", () => {
  const schemaPath = createRequire(import.meta.url).resolve(
    "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json",
  );
  const { $schema: _draft, id: _id, ...schema } = JSON.parse(readFileSync(schemaPath, "utf8"));
  const validate = new Ajv({
    strict: false,
    validateFormats: false,
    allErrors: true,
    unicodeRegExp: false,
  }).compile(schema);

  it.each([
    ["findings", report()],
    ["nothing", report([])],
    ["failures", failed],
  ])("is valid with %s", (_name, each) => {
    validate(JSON.parse(reporterOf("sarif")(each)));
    expect(validate.errors).toBeNull();
  });

  it("names places, rules, fixes and fingerprints", () => {
    const [run] = JSON.parse(reporterOf("sarif")(report())).runs;
    expect(run.columnKind).toBe("utf16CodeUnits");
    const [result, other] = run.results;
    expect(result).toMatchObject({
      ruleId: "no-operation",
      ruleIndex: 0,
      level: "error",
      partialFingerprints: { "ormlint/v1": "fingerprint-0" },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: "src/a%20b.ts" },
            region: { startLine: 2, startColumn: 7, endLine: 2, endColumn: 11 },
          },
        },
      ],
      fixes: [
        {
          description: { text: "bind it" },
          artifactChanges: [{ replacements: [{ insertedContent: { text: "?" } }] }],
        },
      ],
    });
    expect(result.relatedLocations[0].physicalLocation.artifactLocation.uri).toBe(
      "file:///project/shared/c.ts",
    );
    expect(other.level).toBe("note");
    expect(run.tool.driver.rules[0].shortDescription.text).toBe("no operation");
    expect(run.tool.driver.rules[0].helpUri).toMatch(/^https:.*no-operation\.md$/);
  });
});

describe("GitHub annotations", () => {
  it("escape what would end a property or the command", () => {
    const [line = ""] = reporterOf("github")(report()).split("\n");
    expect(line).toBe(
      '::error file=src/a b.ts,line=2,endLine=2,col=7,endColumn=11,title=no-operation::100%25 wrong: <a> & "b",%0Asecond line\u0007%0A../shared/c.ts:1:14 made here%0Afix: bind it (--fix)',
    );
  });

  it("are nothing when nothing was found", () => {
    expect(reporterOf("github")(report([]))).toBe("");
  });
});

describe("JUnit", () => {
  it("tells how a finding can be fixed", () => {
    expect(reporterOf("junit")(report())).toContain("fix: bind it (--fix)</failure>");
  });

  it("is XML without characters that XML cannot hold", () => {
    const xml = reporterOf("junit")(report());
    expect(xml).toContain(
      '<testsuites name="ormlint" tests="2" failures="2" errors="0" time="1.234">',
    );
    expect(xml).toContain(
      'message="100% wrong: &lt;a&gt; &amp; &quot;b&quot;,&#10;second line\uFFFD"',
    );
    expect(xml).not.toContain("\u0007");
  });

  it("has one passed case when nothing was found", () => {
    expect(reporterOf("junit")(report([]))).toContain('tests="1" failures="0"');
  });
});

describe("the text", () => {
  it("shows findings by file with code, related places and fixes", () => {
    expect(reporterOf("text")(report())).toMatchInlineSnapshot(`
      "src/a b.ts:2:7 error no-operation
        100% wrong: <a> & "b",
        second line·

          1 | const a = 1;
        > 2 | run(a + a + 1, "<é>");
            |       ^^^^
          3 |
        see ../shared/c.ts:1:14 made here
        fix bind it (--fix)

      ../shared/c.ts:1:1 info no-entity
        an entity B

        > 1 | export const b = 2;
            | ^^^^^^
          2 |

      2 findings: 1 error, 1 info (2 files, 1.23 s).
      1 can be fixed with --fix.
      "
    `);
  });

  it("tells of fixing and the baseline", () => {
    const stale = [{ file: "a.ts", rule: "no-a", fingerprint: "1" }];
    const baseline = {
      file: `${cwd}/base.json`,
      updated: false,
      kept: 0,
      known: 3,
      stale,
      fresh: [],
    };
    const text = reporterOf("text")(
      report([], { baseline, fixing: { fixed: 2, changedFiles: [first] } }),
    );
    expect(text).toContain("2 findings fixed in 1 file.");
    expect(text).toContain("3 findings known to the baseline base.json.");
    expect(text).toContain("1 entry of the baseline matches nothing any more");
  });

  it("says that nothing was fixed only where something is left", () => {
    const fixing = { fixed: 0, changedFiles: [] };
    expect(reporterOf("text")(report(diagnostics, { fixing }))).toContain(
      "\nNothing was fixed.\n2 findings",
    );
    expect(reporterOf("text")(report([], { fixing }))).toMatch(/^No findings/);
  });

  it("tells how many entries of other files an updated baseline keeps", () => {
    const baseline = {
      file: `${cwd}/base.json`,
      updated: true,
      known: 3,
      kept: 1,
      stale: [],
      fresh: [],
    };
    expect(reporterOf("text")(report([], { baseline }))).toContain(
      "3 findings written to the baseline base.json, 1 entry of other files kept.",
    );
  });

  it("is wrapped to the terminal, between words", () => {
    const message = "many words ".repeat(10).trim();
    const [finding] = diagnostics;
    if (!finding) throw new Error("no finding");
    const text = reporterOf("text")({ ...report([{ ...finding, message }]), width: 40 });
    const lines = text.split("\n").filter((line) => line.includes("many"));
    expect(lines.length).toBe(3);
    expect(lines.every((line) => line.length <= 40 && line.startsWith("  "))).toBe(true);
    expect(reporterOf("text")(report([{ ...finding, message }]))).toContain(message);
  });

  it("cannot be made to steer the terminal", () => {
    expect(reporterOf("text")(report())).not.toContain("\u0007");
  });
});

it.each(formats)("%s ends with an end of line", (format) => {
  expect(reporterOf(format)(report()).endsWith("\n")).toBe(true);
});
