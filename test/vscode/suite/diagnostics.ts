import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { DiagnosticSeverity, languages, type TextDocument } from "vscode";
import {
  findings,
  hasRule,
  lacksRule,
  open,
  positionOf,
  ready,
  replace,
  restore,
  ruleOf,
  until,
} from "./support.ts";

describe("diagnostics", () => {
  let invoices: TextDocument;
  let lines: TextDocument;

  before(async () => {
    await ready();
    lines = await open("src/entities/order-line.ts");
    invoices = await open("src/services/invoice-service.ts");
  });

  after(async () => {
    await restore(lines);
    await restore(invoices);
    await restore(await open("ormlint.json"));
  });

  it("stand where the mistake is, with rule, page and related places", async () => {
    const found = await findings(
      invoices.uri,
      "the relation that is not loaded",
      hasRule("no-unloaded-relation"),
    );
    const finding = found.find((each) => ruleOf(each) === "no-unloaded-relation");
    assert.ok(finding);
    assert.deepEqual(
      finding.range.start,
      positionOf(invoices, "product", "async reminder(orderId: string): Promise<Invoice> {"),
    );
    assert.equal(finding.severity, DiagnosticSeverity.Error);
    assert.ok(typeof finding.code === "object");
    assert.match(finding.code.target.toString(), /no-unloaded-relation/);
    assert.ok((finding.relatedInformation ?? []).length > 0);
  });

  it("follow unsaved text", async () => {
    await replace(invoices, "lines: true }", "lines: { product: true } }");
    await findings(invoices.uri, "the finding to vanish", lacksRule("no-unloaded-relation"));
    await replace(invoices, "lines: { product: true } }", "lines: true }", "async reminder");
    await findings(invoices.uri, "the finding to return", hasRule("no-unloaded-relation"));
    assert.ok(invoices.isDirty);
  });

  it("follow unsaved edits of the entity that they depend on", async () => {
    await findings(invoices.uri, "the finding", hasRule("no-unloaded-relation"));
    await replace(
      lines,
      "{ nullable: false }",
      "{ nullable: false, eager: true }",
      "@ManyToOne(() => Product",
    );
    await findings(invoices.uri, "the finding to vanish", lacksRule("no-unloaded-relation"));
    await restore(lines);
    await findings(invoices.uri, "the finding to return", hasRule("no-unloaded-relation"));
  });

  it("say in ormlint.json what is wrong with it", async () => {
    const configuration = await open("ormlint.json");
    await replace(configuration, '"recommended"', '"recomended"');
    const found = await until(
      "the mistake in the configuration",
      [languages.onDidChangeDiagnostics],
      () => {
        // The editor's own validation by the schema may say the same beside it.
        const own = languages
          .getDiagnostics(configuration.uri)
          .filter(({ source }) => source === "ormlint");
        return own.length > 0 && own;
      },
    );
    assert.deepEqual(
      found.map(({ range }) => configuration.getText(range)),
      ['"recomended"'],
    );
    await restore(configuration);
    await until("the mistake to vanish", [languages.onDidChangeDiagnostics], () => {
      return languages.getDiagnostics(configuration.uri).length === 0;
    });
  });
});
