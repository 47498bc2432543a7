import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { serve } from "./server.ts";

// The compiler's process inherits it: how much its heap may grow between two collections, in percent. An
// editor is open all day, so that memory counts for more than a tenth of the time of an edit.
process.env.GOGC ??= "60";

/**
 * Entry of the language server. The command line says how its client is reached (`--stdio`, `--node-ipc`,
 * `--socket=<port>`); it serves until the client says goodbye or goes away.
 */
const connection = createConnection(ProposedFeatures.all);
serve(connection);
connection.listen();
