import { beforeAll, describe, expect, it } from "vitest";
import { describeSubject } from "../../server/src/engine/describe/subject.ts";
import {
  columnHints,
  entitySummary,
  operationsIn,
  operationsSummary,
} from "../../server/src/engine/describe/summaries.ts";
import type { Dialect } from "../../server/src/model/index.ts";
import { NamedProject, printDescription, type ReadFolder, readFolder } from "./describe-project.ts";

let folder: ReadFolder;
beforeAll(async () => {
  folder = await readFolder("test/engine/fixtures/describe");
});

/** The model and some other files of the fixture, by their names. */
function project(files: readonly string[], drivers: readonly Dialect[] = []): NamedProject {
  const wanted = ["model", ...files].map((name) => `/${name}.ts`);
  const facts = folder.facts.filter(({ file }) => wanted.some((name) => file.endsWith(name)));
  return new NamedProject({ ...folder, facts }, drivers);
}

/** What is said of several places, one after another. */
function said(linked: NamedProject, ...places: readonly string[]): string {
  return places.map((place) => `${place}\n${linked.describe(place)}`).join("\n\n");
}

describe("an entity", () => {
  it("is its table with columns, keys, indexes and relations", () => {
    expect(said(project(["default-naming"]), "Article")).toMatchInlineSnapshot(`
      "Article
      | table press.articles
      |   id                   integer         primary key  auto-increment
      |   fullTitle            varchar         not null
      |   slug_text            varchar(20)     null                                                    -- slug
      |   colour               enum            not null     default 'red'
      |   at                   timestamp       not null     default now()
      |   tags                 text[]          null
      |   views                integer         not null     unique
      |   version              integer         not null
      |   mainAuthorId         integer         null         references author (id) on delete set null
      |   createdAt            timestamp       not null
      |   deletedAt            timestamptz(3)  null
      |   priceAmount          numeric(10,2)   not null                                                -- price.amount
      |   amount               numeric(10,2)   not null                                                -- fee.amount
      |   editor_mail          varchar(100)    not null                                                -- editor
      |   priceCountryisocode  char(2)         null         references country (isoCode)               -- price.country
      |   countryIsoCode       char(2)         null         references country (isoCode)               -- fee.country
      > relations: mainAuthor (many-to-one Author), editor (many-to-one Author), labels (many-to-many Label), price.country (many-to-one Country) and fee.country (many-to-one Country)
      > unique index by_slug on slug where slug IS NOT NULL
      > unique index on fullTitle and colour
      > extends Base"
    `);
  });

  it("has the names that the naming strategy and the prefix make", () => {
    expect(said(project(["snake-naming"]), "Article", "Label", "Country")).toMatchInlineSnapshot(`
      "Article
      | table press.app_articles
      |   id                      integer         primary key  auto-increment
      |   full_title              varchar         not null                                                    -- fullTitle
      |   slug_text               varchar(20)     null                                                        -- slug
      |   colour                  enum            not null     default 'red'
      |   at                      timestamp       not null     default now()
      |   tags                    text[]          null
      |   views                   integer         not null     unique
      |   version                 integer         not null
      |   main_author_id          integer         null         references app_author (id) on delete set null  -- mainAuthorId
      |   created_at              timestamp       not null                                                    -- createdAt
      |   deleted_at              timestamptz(3)  null                                                        -- deletedAt
      |   price_amount            numeric(10,2)   not null                                                    -- price.amount
      |   amount                  numeric(10,2)   not null                                                    -- fee.amount
      |   editor_mail             varchar(100)    not null                                                    -- editor
      |   price_country_iso_code  char(2)         null         references app_country (iso_code)              -- price.country
      |   country_iso_code        char(2)         null         references app_country (iso_code)              -- fee.country
      > relations: mainAuthor (many-to-one Author), editor (many-to-one Author), labels (many-to-many Label), price.country (many-to-one Country) and fee.country (many-to-one Country)
      > unique index by_slug on slug where slug IS NOT NULL
      > unique index on fullTitle and colour
      > extends Base

      Label
      | table app_label
      |   left          integer  primary key
      |   right         integer  primary key
      |   parent_left   integer  null         references app_label (left)   -- parent
      |   parent_right  integer  null         references app_label (right)  -- parent
      > relations: articles (many-to-many Article) and parent (many-to-one Label)

      Country
      | table app_country
      |   iso_code  char(2)  primary key  -- isoCode"
    `);
  });

  it("says who uses a class that has no table, and shares one with its children", () => {
    const linked = project(["default-naming"]);
    expect(said(linked, "Base", "Money", "Person", "Student", "Totals")).toMatchInlineSnapshot(`
      "Base
      no table of its own, inherited by Article, Author, Person and Student
      |   id         integer         primary key  auto-increment
      |   createdAt  timestamp       not null
      |   deletedAt  timestamptz(3)  null

      Money
      no table of its own, embedded in Article
      |   amount          numeric(10,2)  not null
      |   countryIsoCode  char(2)        null      references country (isoCode)  -- country
      > relations: country (many-to-one Country)

      Person
      | table person
      |   id         integer         primary key  auto-increment
      |   name       varchar(50)     not null
      |   kind       varchar(10)     not null
      |   createdAt  timestamp       not null
      |   deletedAt  timestamptz(3)  null
      |   school     varchar(30)     null                         -- school of Student
      > rows of Student as well
      > extends Base

      Student
      | table person
      |   id         integer         primary key  auto-increment
      |   school     varchar(30)     null
      |   name       varchar(50)     not null
      |   kind       varchar(10)     not null
      |   createdAt  timestamp       not null
      |   deletedAt  timestamptz(3)  null
      > shares the table with other classes
      > extends Person and Base

      Totals
      | view totals
      |   grand_total  -- total"
    `);
  });

  it("says what is unknown and why", () => {
    expect(said(project(["own-naming"]), "Odd")).toMatchInlineSnapshot(`
      "Odd
      | table <Odd>
      |   <id>        integer  primary key  auto-increment
      |   <length>    ?        not null
      |   <settings>  ?        not null
      |   <depends>   varchar
      ? table name and column names unknown: the naming strategy could not be read
      ? may have more columns: a decorator of the project's own may change it"
    `);
    expect(said(project([]), "Person")).toMatchInlineSnapshot(`
      "Person
      | table <Person>
      |   <id>         integer         primary key  auto-increment
      |   <name>       varchar(50)     not null
      |   kind         varchar(10)     not null
      |   <createdAt>  timestamp       not null
      |   <deletedAt>  timestamptz(3)  null
      |   <school>     varchar(30)     null                         -- school of Student
      > rows of Student as well
      > extends Base
      ? table name and column names unknown: the naming strategy could not be read
      ? types of PostgreSQL: nothing tells which database is used"
    `);
  });

  it("is not a class that only has decorators of the project's own", () => {
    expect(() => project(["default-naming"]).at("Form")).toThrow("nothing at Form");
  });
});

describe("a column", () => {
  it("is what the database has, with what else concerns it", () => {
    const linked = project(["default-naming"]);
    const columns = ["fullTitle", "slug", "colour", "at", "tags", "views", "version"];
    expect(said(linked, ...columns.map((name) => `Article.${name}`))).toMatchInlineSnapshot(`
      "Article.fullTitle
      | press.articles.fullTitle character varying not null
      > type from the TypeScript type string; no length limit
      > unique index on fullTitle and colour

      Article.slug
      | press.articles.slug_text character varying(20) null
      > unique index by_slug on slug where slug IS NOT NULL

      Article.colour
      | press.articles.colour enum not null default 'red'
      > one of red or blue
      > unique index on fullTitle and colour

      Article.at
      | press.articles.at timestamp without time zone not null default now()

      Article.tags
      | press.articles.tags text[] null
      > left out of queries unless asked for

      Article.views
      | press.articles.views integer not null unique
      > converted by a transformer

      Article.version
      | press.articles.version integer not null
      > counts how often a row was saved"
    `);
  });

  it("takes part in inheritance, embedding and keys", () => {
    const linked = project(["default-naming"]);
    const places = ["Base.id", "Base.deletedAt", "Money.amount", "Student.school", "Label.left"];
    expect(said(linked, ...places, "Article.mainAuthorId")).toMatchInlineSnapshot(`
      "Base.id
      | id integer primary key auto-increment
      > inherited by Article, Author, Person and Student

      Base.deletedAt
      | deletedAt timestamp(3) with time zone null
      > set by soft deletes; rows that have it are left out of queries
      > inherited by Article, Author, Person and Student

      Money.amount
      | amount numeric(10,2) not null
      > embedded as Article.price.amount (priceAmount) and Article.fee.amount (amount)

      Student.school
      | person.school character varying(30) null
      > type from the TypeScript type string
      > null in the table, which holds rows of other classes as well

      Label.left
      | label.left integer primary key
      > part of the primary key (left, right)

      Article.mainAuthorId
      | press.articles.mainAuthorId integer null references author (id) on delete set null
      > foreign key of mainAuthor, with the type of the column that it refers to"
    `);
  });

  it("has a line for each type that the databases of the project give it", () => {
    const linked = project(["several-databases"]);
    expect(said(linked, "Article.fullTitle", "Article.tags")).toMatchInlineSnapshot(`
      "Article.fullTitle
      | press.articles.fullTitle character varying not null  -- PostgreSQL
      | press.articles.fullTitle varchar(255) not null       -- MySQL
      | press.articles.fullTitle varchar not null            -- SQLite
      > type from the TypeScript type string
      > unique index on fullTitle and colour

      Article.tags
      | press.articles.tags text[] null
      > left out of queries unless asked for"
    `);
  });

  it("is shown for every database when nothing tells which one is used", () => {
    expect(said(project([]), "Article.fullTitle")).toMatchInlineSnapshot(`
      "Article.fullTitle
      | articles.<fullTitle> character varying not null  -- PostgreSQL
      | articles.<fullTitle> varchar not null            -- CockroachDB, SQLite
      | articles.<fullTitle> varchar(255) not null       -- MySQL, MariaDB
      | articles.<fullTitle> nvarchar(255) not null      -- SQL Server
      | articles.<fullTitle> varchar2(255) not null      -- Oracle
      > type from the TypeScript type string
      > unique index on fullTitle and colour
      ? table prefix and column name (fullTitle or full_title) unknown: the naming strategy could not be read
      ? for every database: nothing tells which database is used"
    `);
    expect(said(project([], ["mysql"]), "Article.fullTitle")).toMatchInlineSnapshot(`
      "Article.fullTitle
      | articles.<fullTitle> varchar(255) not null
      > type from the TypeScript type string
      > unique index on fullTitle and colour
      ? table prefix and column name (fullTitle or full_title) unknown: the naming strategy could not be read"
    `);
  });

  it("says what is unknown and why", () => {
    const linked = project(["own-naming"]);
    const places = ["Odd.length", "Odd.settings", "Odd.depends", "Base.createdAt"];
    expect(said(linked, ...places)).toMatchInlineSnapshot(`
      "Odd.length
      | <Odd>.<length> ? not null
      ? table name and column name unknown: the naming strategy could not be read
      ? type unknown: it is computed when the program runs

      Odd.settings
      | <Odd>.<settings> ? not null
      ? table name and column name unknown: the naming strategy could not be read
      ? type unknown: of the TypeScript type { dark: boolean; } only Object is left when the program runs

      Odd.depends
      | <Odd>.<depends> character varying
      > no length limit
      ? table name and column name unknown: the naming strategy could not be read
      ? nullability and default unknown: it is computed when the program runs

      Base.createdAt
      | <createdAt> timestamp without time zone not null
      > set when a row is inserted
      > inherited by Article, Author, Person and Student
      ? column name (createdAt or created_at) unknown: the naming strategy could not be read"
    `);
  });

  it("embeds those of another class", () => {
    const linked = project(["default-naming"]);
    expect(said(linked, "Article.price", "Article.fee")).toMatchInlineSnapshot(`
      "Article.price
      embeds the columns of Money
      | press.articles.priceAmount  numeric(10,2)  not null

      Article.fee
      embeds the columns of Money
      | press.articles.amount  numeric(10,2)  not null"
    `);
  });
});

describe("a relation", () => {
  it("is its keys, on whichever side they are", () => {
    const linked = project(["default-naming"]);
    const places = [
      "Article.mainAuthor",
      "Author.articles",
      "Article.editor",
      "Author.twin",
      "Label.parent",
      "Money.country",
    ];
    expect(said(linked, ...places)).toMatchInlineSnapshot(`
      "Article.mainAuthor
      many-to-one Author, inverse Author.articles
      | press.articles.mainAuthorId integer null references author (id) on delete set null

      Author.articles
      one-to-many Article, inverse Article.mainAuthor
      | press.articles.mainAuthorId integer null references author (id) on delete set null
      > loaded on first access (lazy)

      Article.editor
      many-to-one Author, no inverse
      | press.articles.editor_mail character varying(100) not null
      > no foreign key constraint

      Author.twin
      one-to-one Author, no inverse
      | author.twinId integer null references author (id)

      Label.parent
      many-to-one Label, no inverse
      | label.parentLeft integer null references label (left)
      | label.parentRight integer null references label (right)

      Money.country
      many-to-one Country, no inverse
      | countryIsoCode character(2) null references country (isoCode)
      > embedded as Article.price.country and Article.fee.country"
    `);
  });

  it("has a join table, seen from both sides", () => {
    const linked = project(["snake-naming"]);
    expect(said(linked, "Article.labels", "Label.articles")).toMatchInlineSnapshot(`
      "Article.labels
      many-to-many Label, inverse Label.articles
      > join table app_articles_labels_label
      > cascades insert

      Label.articles
      many-to-many Article, inverse Article.labels
      > join table app_articles_labels_label"
    `);
  });

  it("says what is unknown and why", () => {
    expect(
      said(project(["own-naming"]), "Article.mainAuthor", "Article.labels"),
    ).toMatchInlineSnapshot(`
      "Article.mainAuthor
      many-to-one Author, inverse Author.articles
      | press.articles.<mainAuthor> integer null references <Author> on delete set null
      ? name of the join column unknown: the naming strategy could not be read

      Article.labels
      many-to-many Label, inverse Label.articles
      > cascades insert
      ? name of the join table unknown: the naming strategy could not be read"
    `);
  });
});

describe("an operation", () => {
  it("is one line: rows, condition, relations, order, what it runs on", () => {
    const linked = project(["default-naming", "operations"]);
    expect(linked.operations("/operations.ts").join("\n")).toMatchInlineSnapshot(`
      "11 Repository.find: selects press.articles, every row, on this.articles
      12 Repository.find: selects press.articles by mainAuthor.id, with labels, at most 10, from row 21 on, on this.articles
      13 Repository.findOneOrFail: selects press.articles by id, one row, ordered, on this.articles
      ? may load more relations: the relations are chosen when the program runs
      14 Repository.findAndCount: selects press.articles, and counts them all, limited, from an offset on, on this.articles
      15 Repository.find: selects press.articles by a condition that could not be read, on this.articles
      ? may load more relations: the relations are chosen when the program runs
      ? may be limited, paged, ordered, locking as well
      20 SelectQueryBuilder.getMany: selects press.articles by a condition, with mainAuthor, on this.articles
      21 EntityManager.save: saves to author, many rows, on manager, which the caller gives
      23 EntityManager.findOneBy: selects author by mail, one row or none, in a transaction
      24 EntityManager.delete: deletes from author by the given criteria, in a transaction
      26 DataSource.query: runs SQL, on this.source
      | SELECT *
      | FROM press.articles
      | WHERE title = '\${term}'
      29 Repository.delete: deletes from press.articles, without a condition, which the installed version refuses, on this.articles
      30 Repository.exists: asks whether there are rows of press.articles, on this.articles"
    `);
  });
});

describe("the place for a database", () => {
  it("is filled by what a provider says of the subject, and left out when it says nothing", () => {
    const linked = project(["default-naming"]);
    const { subject } = linked.at("Article.slug");
    const database = {
      of: (asked: typeof subject) =>
        asked.kind === "column" ? [["varchar(30), 12 rows"]] : undefined,
    };
    const { project: facts } = linked;
    expect(printDescription(describeSubject(subject, facts, database))).toContain(
      "db varchar(30), 12 rows",
    );
    const entity = describeSubject(linked.at("Article").subject, facts, database);
    expect(entity).not.toHaveProperty("database");
  });
});

describe("one line", () => {
  it("of an entity counts the columns of its table", () => {
    const linked = project(["default-naming"]);
    const names = ["Article", "Base", "Money", "Person", "Student", "Totals", "Odd"];
    expect(
      names.map((name) => `${name}: ${entitySummary(linked.entity(name), linked.project)}`),
    ).toMatchInlineSnapshot(`
      [
        "Article: table "press.articles" · 16 columns · 5 relations",
        "Base: no table · 3 columns",
        "Money: embedded · 2 columns · 1 relation",
        "Person: table "person" · 6 columns",
        "Student: table "person" (shared) · 6 columns",
        "Totals: view "totals" · 1 column",
        "Odd: table "odd" · 4 known columns",
      ]
    `);
    const unnamed = project(["own-naming"]);
    expect(entitySummary(unnamed.entity("Country"), unnamed.project)).toMatchInlineSnapshot(
      `"table name unknown · 1 column"`,
    );
    expect(entitySummary(unnamed.entity("Article"), unnamed.project)).toMatchInlineSnapshot(
      `"table "press.articles" · 16 columns · 5 relations"`,
    );
  });

  it("of a function counts its queries", () => {
    const { project: linked } = project(["default-naming", "operations"]);
    const facts = [...linked.files.values()].find(({ operations }) => operations.length > 0);
    const all = facts?.functions.flatMap((each) => {
      const found = operationsIn(facts, each, linked);
      return found ? [`${each.name}: ${operationsSummary(found)}`] : [];
    });
    expect(all).toEqual(["all: 12 queries"]);
  });

  it("of a column is there where the declaration leaves its type open", () => {
    const hints = (linked: NamedProject): readonly string[] =>
      linked.project.entities.flatMap((entity) =>
        columnHints(entity, linked.project).map(
          ({ column, text }) => `${entity.own.name}.${column.member.property} ${text}`,
        ),
      );
    expect(hints(project(["default-naming"]))).toMatchInlineSnapshot(`
      [
        "Base.id integer not null",
        "Base.createdAt timestamp not null",
        "Article.fullTitle varchar not null",
        "Article.version integer not null",
        "Article.mainAuthorId integer null",
        "Person.name varchar(50) not null",
        "Student.school varchar(30) null",
        "Odd.id integer not null",
      ]
    `);
    expect(hints(project(["own-naming"]))).toEqual(hints(project(["default-naming"])));
    expect(hints(project([]))).toEqual([]);
  });
});
