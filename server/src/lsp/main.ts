import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { serve } from "./server.ts";

/**
 * Entry of the language server. The command line says how its client is reached (`--stdio`, `--node-ipc`,
 * `--socket=<port>`); it serves until the client says goodbye or goes away.
 */
const connection = createConnection(ProposedFeatures.all);
serve(connection);
connection.listen();
