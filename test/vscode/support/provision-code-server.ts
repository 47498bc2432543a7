import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { cacheFolder } from "./places.ts";

/** VS Code 1.139.1. */
const codeServerVersion = "4.139.1";
/** The Node that this code-server asks for, whatever Node the machine has. */
const nodeVersion = "24.21.0";
const platform = `${process.platform}-${process.arch}`;

/** An installed code-server. */
export interface CodeServerInstallation {
  /** Node that runs it. */
  readonly node: string;
  /** Its program. */
  readonly entry: string;
}

/**
 * Installs code-server from the npm registry, unless an earlier run did. Native modules are compiled:
 * that takes a compiler, Python and the headers of Kerberos.
 * @throws Error with npm's output when it cannot be installed
 */
export function provisionCodeServer(): CodeServerInstallation {
  const folder = join(
    cacheFolder,
    `code-server-${codeServerVersion}-node-${nodeVersion}-${platform}`,
  );
  if (!existsSync(folder)) {
    // Only a whole installation gets the name that later runs look for.
    const unfinished = `${folder}.${process.pid}`;
    try {
      install(unfinished);
      renameSync(unfinished, folder);
    } finally {
      rmSync(unfinished, { recursive: true, force: true });
    }
  }
  const node = join(folder, nodePackage, "bin", process.platform === "win32" ? "node.exe" : "node");
  return { node, entry: join(folder, "editor/node_modules/code-server/out/node/entry.js") };
}

/** npm's `node` is a script that installs this package: its binary, with the headers. */
const nodePackage = join("runtime/node_modules", `node-${platform}`);

function install(folder: string): void {
  console.error(`Installing code-server ${codeServerVersion}; this takes a minute or two…`);
  const runtime = join(folder, "runtime");
  npmInstall(runtime, `node-${platform}@${nodeVersion}`, {});
  const headers = join(folder, nodePackage);
  npmInstall(join(folder, "editor"), `code-server@${codeServerVersion}`, {
    PATH: `${join(headers, "bin")}${delimiter}${process.env.PATH ?? ""}`,
    npm_config_nodedir: headers,
  });
}

function npmInstall(folder: string, what: string, environment: NodeJS.ProcessEnv): void {
  mkdirSync(folder, { recursive: true });
  // Newer versions of npm run the scripts of named packages only.
  const manifest = { private: true, allowScripts: { "code-server": true, argon2: true } };
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
  try {
    execFileSync("npm", ["install", what, "--no-audit", "--no-fund"], {
      cwd: folder,
      env: { ...outsideOfNpm(), ...environment },
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
      maxBuffer: 100_000_000,
    });
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
    throw new Error(`${what} could not be installed:\n${stdout}${stderr}`);
  }
}

/** The environment without what an `npm run` around this process says of itself: settings stay. */
function outsideOfNpm(): NodeJS.ProcessEnv {
  const own =
    /^(?:npm_(?!config_)|npm_config_(?:user_agent|local_prefix|node_gyp)$|NODE$|INIT_CWD$)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.test(name)));
}
