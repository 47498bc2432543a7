import type { DiagramEntity, ModelReference } from "./model.ts";

/** What the page tells the extension. */
export type PageMessage =
  /** The page runs and can take a model. */
  | { readonly type: "ready" }
  | { readonly type: "refresh" }
  | ({ readonly type: "open" } & ModelReference)
  /** An SVG document to save. */
  | { readonly type: "export"; readonly svg: string };

/** What the extension tells the page. */
export type ExtensionMessage =
  | {
      readonly type: "model";
      readonly entities: readonly DiagramEntity[];
      /** Id of the class to show. */
      readonly focus?: string;
    }
  | { readonly type: "focus"; readonly entity: string }
  | { readonly type: "problem"; readonly message: string };

/** Longer documents than that are no diagram, in UTF-16 units. */
const MAX_SVG = 64 * 1024 * 1024;

/** A message of the page; `undefined` for anything else. */
export function readPageMessage(value: unknown): PageMessage | undefined {
  if (!isRecord(value)) return undefined;
  const { type, entity, member, svg } = value;
  switch (type) {
    case "ready":
    case "refresh":
      return { type };
    case "open":
      if (typeof entity !== "string") return undefined;
      if (member === undefined) return { type, entity };
      return typeof member === "string" ? { type, entity, member } : undefined;
    case "export":
      return typeof svg === "string" && svg.startsWith("<svg ") && svg.length <= MAX_SVG
        ? { type, svg }
        : undefined;
    default:
      return undefined;
  }
}

/** A message of the extension; `undefined` for anything else. */
export function readExtensionMessage(value: unknown): ExtensionMessage | undefined {
  if (!isRecord(value)) return undefined;
  const { type, entities, focus, entity, message } = value;
  switch (type) {
    case "model":
      if (!Array.isArray(entities) || !entities.every(isEntity)) return undefined;
      return { type, entities, ...(typeof focus === "string" ? { focus } : {}) };
    case "focus":
      return typeof entity === "string" ? { type, entity } : undefined;
    case "problem":
      return typeof message === "string" ? { type, message } : undefined;
    default:
      return undefined;
  }
}

const entityKinds = new Set(["table", "view", "abstract", "embeddable", "child"]);
const relationKinds = new Set(["one-to-one", "one-to-many", "many-to-one", "many-to-many"]);

function isEntity(value: unknown): value is DiagramEntity {
  return (
    isRecord(value) &&
    areStrings(value, ["id", "name"]) &&
    entityKinds.has(String(value.kind)) &&
    areStringsOrNull(value, ["table", "base"]) &&
    typeof value.complete === "boolean" &&
    isRecord(value.place) &&
    areMembers(value.columns, isColumn) &&
    areMembers(value.relations, isRelation) &&
    areMembers(value.embedded, isEmbedding)
  );
}

type Fields = Readonly<Record<string, unknown>>;

function isColumn(value: Fields): boolean {
  return (
    areStrings(value, ["property", "role", "declaredBy"]) &&
    areStringsOrNull(value, ["name", "type", "foreignKeyOf"]) &&
    typeof value.primary === "boolean" &&
    areBooleansOrNull(value, ["nullable", "unique"])
  );
}

function isRelation(value: Fields): boolean {
  return (
    areStrings(value, ["property", "declaredBy"]) &&
    relationKinds.has(String(value.kind)) &&
    areStringsOrNull(value, ["target", "targetName", "inverse", "onDelete", "joinTable"]) &&
    typeof value.owning === "boolean" &&
    typeof value.primary === "boolean" &&
    areBooleansOrNull(value, ["nullable"]) &&
    Array.isArray(value.joinColumns) &&
    value.joinColumns.every((name) => name === null || typeof name === "string")
  );
}

function isEmbedding(value: Fields): boolean {
  return (
    areStrings(value, ["property"]) &&
    areStringsOrNull(value, ["target"]) &&
    typeof value.array === "boolean"
  );
}

function areMembers(value: unknown, isMember: (member: Fields) => boolean): boolean {
  return Array.isArray(value) && value.every((each) => isRecord(each) && isMember(each));
}

function areStrings(value: Fields, names: readonly string[]): boolean {
  return names.every((name) => typeof value[name] === "string");
}

function areStringsOrNull(value: Fields, names: readonly string[]): boolean {
  return names.every((name) => value[name] === null || typeof value[name] === "string");
}

function areBooleansOrNull(value: Fields, names: readonly string[]): boolean {
  return names.every((name) => value[name] === null || typeof value[name] === "boolean");
}

function isRecord(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
