// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts under test hold the templates of fixtures
import { afterAll, describe, expect, test } from "vitest";
import { boundLine, printText, SqlTextFixtures, textsIn } from "./sql-print.ts";

const fixtures = new SqlTextFixtures();
afterAll(() => fixtures.close());

describe("where TypeORM takes SQL", () => {
  test.each(
    Object.entries({
      handles: [
        "DataSource.query statement: SELECT «a identifier parameter»",
        "EntityManager.query statement: SELECT «a identifier parameter»",
        "QueryRunner.query statement: SELECT «a identifier parameter»",
        "Repository.query statement: SELECT «a identifier parameter»",
        "BaseEntity.query statement: SELECT «a identifier parameter»",
      ],
      clauses: [
        "SelectQueryBuilder.select select: post.id",
        "SelectQueryBuilder.select select: post.«a identifier parameter»",
        "SelectQueryBuilder.addSelect select: COUNT(«a identifier parameter»)",
        'SelectQueryBuilder.where condition: post.id IN («inner.subQuery().select("1").getQuery() list subquery»)',
        "SelectQueryBuilder.select select: 1",
        "WhereExpressionBuilder.where condition: post.title = '«a value parameter»'",
        "SelectQueryBuilder.leftJoin join-condition: x.id = '«a value parameter»'",
        "SelectQueryBuilder.innerJoinAndMapOne table: (SELECT «a identifier parameter»)",
        "SelectQueryBuilder.innerJoinAndMapOne join-condition: y.id = «builder.alias identifier metadata».id",
        "SelectQueryBuilder.groupBy group-by: «a identifier parameter»",
        "SelectQueryBuilder.having condition: COUNT(*) > «a value parameter»",
        "SelectQueryBuilder.orderBy order-by: «a identifier parameter»",
        "SelectQueryBuilder.addOrderBy order-by: «builder.connection.getMetadata(Post).tableName identifier metadata»",
      ],
      values: [
        "Repository.update expression: votes + «a value parameter»",
        "EntityManager.update expression: votes + 1",
        "UpdateQueryBuilder.set expression: upper('«a value parameter»')",
        "Raw condition: «column identifier escaped» > '«a value parameter»'",
      ],
    }),
  )("%s", async (name, expected) => {
    expect(textsIn(await fixtures.read("texts.ts"), name).map(printText)).toEqual(expected);
  });

  test("not where something else has methods of the same names", async () => {
    expect((await fixtures.read("near-misses.ts")).texts).toEqual([]);
  });
});

describe("binding of values", () => {
  test.each(
    Object.entries({
      named: [
        'safe: const builder = posts.createQueryBuilder("post").where(`post.title = :title2 OR post.title = :title2`, { title2: title });',
        "safe: builder.andWhere(`post.title LIKE :title3`, { title3: `%${title}%` });",
        "safe: builder.andWhere(`post.id IN (:...ids) AND post.id > :title`, { title: 1, ids });",
        "safe: builder.andWhere(`post.title IN (:...names)`, { names });",
        'safe: builder.leftJoin("post.author", "author", "author.name = :title4", { title4: title.trim() });',
      ],
      handed: ["suggestion: return builder.andWhere(`post.title = :title`, { title });"],
      numbered: [
        "safe: await database.query(`SELECT 1 FROM t WHERE a = $1 AND b = $2 AND c = $3`, [1, a, b]);",
        'safe: await database.query("SELECT 1 FROM t WHERE a = $1 AND b = $2", [1, b]);',
        "suggestion: await database.query(`SELECT 1 FROM t WHERE a = $1`, [a]);",
        "suggestion: await database.query(`SELECT 1 FROM \\`t\\` WHERE a = ?`, [a]);",
      ],
      refused: Array(8).fill("refused"),
    }),
  )("%s", async (name, expected) => {
    const fixture = await fixtures.read("binding.ts");
    expect(textsIn(fixture, name).map((text) => boundLine(fixture, text))).toEqual(expected);
  });
});
