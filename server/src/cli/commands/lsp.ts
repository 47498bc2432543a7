/** How the server's own library is told where its client is. */
const transports = ["--stdio", "--node-ipc", "--socket", "--pipe"];

/** Serves an editor until it goes away. Standard input and output, unless the command line says otherwise. */
export async function runLsp(): Promise<void> {
  const told = process.argv.some((word) => transports.includes(word.split("=")[0] ?? ""));
  if (!told) process.argv.push("--stdio");
  await import("../../lsp/main.ts");
}
