import { afterAll, describe, expect, it } from "vitest";
import { OperationFixtures, printed } from "./operations-print.ts";

const fixtures = new OperationFixtures();
afterAll(() => fixtures.close());

describe("operations of query builders", () => {
  describe("builders.ts", () => {
    it.each(
      Object.entries({
        chain: [
          "SelectQueryBuilder.getMany select Post pool returned | where … | loads author | page 10/20 ordered",
        ],
        selected: [
          "SelectQueryBuilder.getMany select Post pool returned | absent | loads comments of id",
        ],
        nested: [
          "SelectQueryBuilder.getOne select Post pool returned | absent | loads author author.posts firstComment",
        ],
        variable: [
          "SelectQueryBuilder.getOne select Post pool returned | where … | loads ?dynamic-relations",
        ],
        conditional: [
          "SelectQueryBuilder.getMany select Post pool returned | where ?dynamic-expression",
        ],
        guarded: ["SelectQueryBuilder.getOne select Post pool returned | where …"],
        handed: [
          "SelectQueryBuilder.getMany select Post pool returned | where ?dynamic-expression | loads ?dynamic-relations of ?dynamic-expression | page ?dynamic-expression/?dynamic-expression ?dynamic-expression | lock ?dynamic-expression",
        ],
        elsewhere: [
          "SelectQueryBuilder.getMany select Post unknown returned | where … | loads ?dynamic-relations of ?dynamic-expression | page ?dynamic-expression/?dynamic-expression ?dynamic-expression | lock ?dynamic-expression",
        ],
        brackets: ["SelectQueryBuilder.getCount count Post pool returned | where …"],
        writes: [
          "DeleteQueryBuilder.execute delete Post pool awaited | where …",
          "DeleteQueryBuilder.execute delete Author pool awaited | absent",
          "UpdateQueryBuilder.execute update Post pool awaited | where id:number",
          "InsertQueryBuilder.execute insert Author pool awaited",
          "SoftDeleteQueryBuilder.execute softDelete Post pool awaited | where …",
          "RelationQueryBuilder.add update Post pool awaited | where …",
        ],
        forgotten: ["DeleteQueryBuilder.where delete Post pool dropped | where …"],
        kept: ["DeleteQueryBuilder.execute delete Post pool awaited | where …"],
        locked: [
          "SelectQueryBuilder.getOneOrFail select Post transaction returned | where … | lock true",
        ],
        options: [
          "SelectQueryBuilder.getMany select Post pool returned | absent | loads author | page 2/- unordered",
          "SelectQueryBuilder.getMany select Post pool returned | where ?dynamic-expression | loads ?dynamic-relations | page ?dynamic-options/?dynamic-options ?dynamic-options | lock ?dynamic-options",
        ],
        raw: ["SelectQueryBuilder.getRawOne select Post pool returned | absent | loads  of "],
        unnamed: ["SelectQueryBuilder.getMany select Post pool returned | absent | loads author"],
      }),
    )("%s", async (name, expected) => {
      expect(printed(await fixtures.read("builders.ts"), name)).toEqual(expected);
    });
  });
});
