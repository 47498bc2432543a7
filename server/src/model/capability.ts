/** What an ORM's adapter can tell. A rule names those that it needs. */
export type Capability =
  | "entities"
  | "column-types"
  | "column-lengths"
  | "relations"
  | "inverse-relations"
  | "eager-relations"
  | "cascades"
  | "operations"
  | "conditions"
  | "relation-loading"
  | "paging"
  | "sql-texts"
  | "transactions"
  | "connections"
  | "schema-synchronisation";
