import { escaped } from "./svg.ts";

export interface PageResources {
  /** Addresses of the script and of the style sheet. */
  readonly script: string;
  readonly style: string;
  /** What a content security policy calls the place that they come from. */
  readonly source: string;
  /** A random word of letters and digits, new for each page. */
  readonly nonce: string;
}

/** The document that the diagram is shown in. It may load its own script and style, and nothing else. */
export function pageOf({ script, style, source, nonce }: PageResources): string {
  const policy = `default-src 'none'; style-src ${source}; script-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'`;
  const button = (id: string, label: string, text: string): string =>
    `<button type="button" id="${id}" title="${label}" aria-label="${label}">${text}</button>`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${escaped(style)}">
<title>Entities</title>
</head>
<body>
<div id="toolbar" role="toolbar" aria-label="Diagram">
<div class="group search">
<input id="search" type="text" placeholder="Search classes, tables, columns" aria-label="Search" aria-describedby="found" spellcheck="false" autocomplete="off">
<span id="found" role="status" aria-live="polite"></span>
${button("previous", "Previous match (Shift+Enter)", "↑")}
${button("next", "Next match (Enter)", "↓")}
</div>
<div class="group">
<select id="detail" aria-label="Columns">
<option value="all">All columns</option>
<option value="keys">Keys and relations</option>
<option value="names">Names only</option>
</select>
<label><input id="classes" type="checkbox">Base and embedded classes</label>
</div>
<div class="group end">
${button("out", "Zoom out (-)", "−")}
<button type="button" id="zoom" title="Actual size (0)" aria-label="Actual size">100%</button>
${button("in", "Zoom in (+)", "+")}
${button("fit", "Show everything (F)", "Fit")}
${button("export", "Save as SVG", "Export")}
</div>
</div>
<main id="canvas" tabindex="0" role="application" aria-label="Entity diagram. Arrow keys go from class to class, Tab to its members, Enter opens the source, / searches."></main>
<div id="message" role="status" hidden></div>
<script nonce="${nonce}" src="${escaped(script)}"></script>
</body>
</html>
`;
}
