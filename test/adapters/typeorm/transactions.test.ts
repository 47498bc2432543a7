import { afterAll, describe, expect, it } from "vitest";
import { OperationFixtures, type ReadFixture } from "./operations-print.ts";

const fixtures = new OperationFixtures();
afterAll(() => fixtures.close());

/** `form api steps`, of the transactions that lie in the method of that name. */
function transactionsIn({ facts }: ReadFixture, name: string): readonly string[] {
  return facts.transactions
    .filter(({ function: index }) => index !== undefined && facts.functions[index]?.name === name)
    .map(
      ({ form, api, steps, runsCallersWork }) =>
        `${form} ${api} ${steps.map((step) => step.kind).join(" ")}${runsCallersWork ? " for the caller" : ""}`,
    );
}

describe("transactions", () => {
  it.each(
    Object.entries({
      callback: ["callback DataSource.transaction run"],
      nested: ["callback EntityManager.transaction run"],
      wrapper: ["callback DataSource.transaction run for the caller"],
      direct: ["callback DataSource.transaction run for the caller"],
      manual: [
        "manual QueryRunner.startTransaction begin commit release",
        "manual QueryRunner.startTransaction begin rollback",
      ],
      text: ["manual QueryRunner.query begin commit"],
      onlyReleased: [],
      decorated: ["decorator @Transactional run"],
      nearMiss: [],
    }),
  )("%s", async (name, expected) => {
    expect(transactionsIn(await fixtures.read("transactions.ts"), name)).toEqual(expected);
  });
});
