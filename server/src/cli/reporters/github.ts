import type { Severity } from "../../base/index.ts";
import { isInside, relativePath } from "../../engine/index.ts";
import { fixLine, problemsOf, type Reporter, spanOf } from "./report.ts";

const commands: Readonly<Record<Severity, string>> = {
  error: "error",
  warning: "warning",
  info: "notice",
};

/**
 * Workflow commands of GitHub Actions, which it shows as annotations.
 * See "Workflow commands for GitHub Actions" in GitHub's documentation.
 */
export const githubReporter: Reporter = ({ result, cwd }) => {
  const workspace = process.env.GITHUB_WORKSPACE;
  const root = workspace && isInside(workspace, cwd) ? workspace : cwd;
  const lines = result.diagnostics.map(
    ({ file, range, severity, rule, message, related, fixes }) => {
      const { start, end } = spanOf(result.texts.of(file), range);
      const properties: Record<string, string | number> = {
        file: relativePath(root, file),
        line: start.line,
        endLine: end.line,
        col: start.column,
        // Columns mean something to GitHub only within one line.
        ...(start.line === end.line && { endColumn: end.column }),
        title: rule,
      };
      const list = Object.entries(properties)
        .map(([name, value]) => `${name}=${escapeProperty(String(value))}`)
        .join(",");
      const places = related.map((place) => {
        const at = result.texts.of(place.file).at(place.range.start);
        return `\n${relativePath(root, place.file)}:${at.line}:${at.column} ${place.message}`;
      });
      const repairs = fixes.map((fix) => `\n${fixLine(fix)}`);
      const text = [message, ...places, ...repairs].join("");
      return `::${commands[severity]} ${list}::${escapeData(text)}\n`;
    },
  );
  const troubles = problemsOf(result).map(
    ({ level, message }) =>
      `::${level === "error" ? "error" : "notice"} title=ormlint::${escapeData(message)}\n`,
  );
  return [...lines, ...troubles].join("");
};

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
