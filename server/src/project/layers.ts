import type { ClassFact, FileFacts } from "../model/index.ts";
import { classAround } from "./functions.ts";
import type { Layer } from "./project.ts";

/** What a configuration says about one layer. It goes before everything that names tell. */
export interface LayerPattern {
  readonly layer: Layer;
  /** Whether a file belongs to the layer, by its absolute path. */
  readonly matchesFile?: (path: string) => boolean;
  /** Whether a class belongs to the layer, by its name. */
  readonly matchesClass?: (name: string) => boolean;
}

/** Answers {@link Project.layerOf}. */
export type LayerOf = (facts: FileFacts, functionIndex: number | undefined) => Layer | undefined;

/**
 * The layer of code, by the first that tells: the configuration, the class around it (what it
 * extends, its decorators, its name), the file's name, the file's folders.
 */
export function linkLayers(patterns: readonly LayerPattern[] = []): LayerOf {
  return (facts, functionIndex) => {
    const owner = classAround(facts, functionIndex);
    const configured = patterns.find(
      ({ matchesFile, matchesClass }) =>
        matchesFile?.(facts.file) || (owner && matchesClass?.(owner.name)),
    );
    if (configured) return configured.layer;
    if (owner && handlesTransactions(owner.name)) return undefined;
    return (owner && layerOfClass(owner)) ?? layerOfPath(facts.file);
  };
}

/** Base classes and interfaces of ORM packages that make a class a repository. */
const REPOSITORY_BASES: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ["typeorm", new Set(["Repository", "TreeRepository", "MongoRepository", "AbstractRepository"])],
]);

const BOUNDARY_DECORATORS = new Set([
  "Controller",
  "JsonController",
  "RestController",
  "Resolver",
  "WebSocketGateway",
]);

const REPOSITORY_WORDS = new Set(["repository", "repositories", "repo", "dao"]);
const SERVICE_WORDS = new Set(["service", "usecase", "interactor"]);
const BOUNDARY_WORDS = new Set(["controller", "resolver", "gateway", "router", "routes"]);
/** Endings that say how a class is made, not what it is. */
const NEUTRAL_ENDINGS = new Set(["impl", "implementation", "base", "abstract"]);
/** Names of classes whose very purpose is the transaction or the connection. */
const TRANSACTION_NAMES = /UnitOfWork|Transactional|DataSource|Connection|Database/;

function handlesTransactions(name: string): boolean {
  if (TRANSACTION_NAMES.test(name)) return true;
  // An entity may be called Transaction, so its repository is one like any other.
  return /Transaction/.test(name) && layerOfWords(words(name)) !== "repository";
}

function layerOfClass(owner: ClassFact): Layer | undefined {
  if (owner.bases.some((base) => isOrmRepository(base))) return "repository";
  if (owner.decorators.some((name) => BOUNDARY_DECORATORS.has(name))) return "boundary";
  const named = layerOfWords(words(owner.name));
  if (named) return named;
  for (const base of owner.bases) {
    const inherited = base.package === undefined ? layerOfWords(words(base.name)) : undefined;
    if (inherited) return inherited;
  }
  return undefined;
}

function isOrmRepository(base: ClassFact["bases"][number]): boolean {
  return base.package !== undefined && !!REPOSITORY_BASES.get(base.package)?.has(base.name);
}

function layerOfWords(parts: readonly string[]): Layer | undefined {
  const last = parts.filter((word) => !NEUTRAL_ENDINGS.has(word)).at(-1);
  if (last === undefined) return undefined;
  if (REPOSITORY_WORDS.has(last)) return "repository";
  if (SERVICE_WORDS.has(last) || /use case$/.test(parts.join(" "))) return "service";
  return BOUNDARY_WORDS.has(last) ? "boundary" : undefined;
}

/** `UserRepositoryImpl` and `user-repository.impl` give `user`, `repository`, `impl`. */
function words(name: string): readonly string[] {
  return name
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, "$1 $2")
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1 $2")
    .split(/[^\p{L}\d]+/u)
    .filter((word) => word !== "")
    .map((word) => word.toLowerCase());
}

const FOLDERS: ReadonlyMap<string, Layer> = new Map([
  ["repositories", "repository"],
  ["repository", "repository"],
  ["services", "service"],
  ["controllers", "boundary"],
  ["resolvers", "boundary"],
]);

function layerOfPath(path: string): Layer | undefined {
  const segments = path.split("/");
  const stem = (segments.pop() ?? "").replace(/\.[cm]?[jt]sx?$/, "");
  if (handlesTransactions(pascal(stem))) return undefined;
  return layerOfWords(words(stem)) ?? FOLDERS.get(segments.at(-1)?.toLowerCase() ?? "");
}

/** `unit-of-work` as a class would be called: `UnitOfWork`. */
function pascal(stem: string): string {
  return words(stem)
    .map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`)
    .join("");
}
