// The bundled extension, with a stand-in for VS Code's windows, and its options against the real server.
// PODCHECK names the podcheck to start.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { buildSync } from "esbuild";

const require = createRequire(import.meta.url);
const { createMessageConnection, StreamMessageReader, StreamMessageWriter } = require("vscode-jsonrpc/node");
const folder = mkdtempSync(join(tmpdir(), "podcheck-vscode-"));
buildSync({ entryPoints: ["src/options.ts"], bundle: true, platform: "node", outfile: join(folder, "options.cjs") });
const options = require(join(folder, "options.cjs"));

test("the bundle holds the extension, and needs nothing but VS Code", () => {
  const text = readFileSync("dist/extension.js", "utf8");
  assert.match(text, /require\("vscode"\)/);
  assert.doesNotMatch(text, /require\("vscode-languageclient/);
});

test("a page with a layout runs nothing", () => {
  assert.match(options.layoutPage("<svg/>"), /default-src 'none'/);
});

test("the server that the extension starts answers with findings, lenses and a layout", async () => {
  const settings = { path: process.env.PODCHECK ?? "podcheck", codeLens: true, inlayHints: false, crossCheckOnSave: false };
  const { command, args } = options.serverCommand(settings);
  const server = spawn(command, args, { stdio: ["pipe", "pipe", "inherit"] });
  const connection = createMessageConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin));
  const published = new Promise((resolve) => connection.onNotification("textDocument/publishDiagnostics", resolve));
  connection.listen();
  const file = join(folder, "a.cpp");
  const text = "// podcheck: require pod\nstruct A { int i = 1; };\n";
  writeFileSync(file, text);
  const uri = pathToFileURL(file).href;
  const begun = await connection.sendRequest("initialize", {
    processId: process.pid, rootUri: null, capabilities: {}, initializationOptions: options.initializationOptions(settings),
  });
  assert.deepEqual(begun.capabilities.executeCommandProvider.commands, [options.LAYOUT, options.LAYOUT_AT]);
  await connection.sendNotification("initialized", {});
  await connection.sendNotification("textDocument/didOpen", { textDocument: { uri, languageId: "cpp", version: 1, text } });
  assert.equal((await published).diagnostics[0].code, "broken-contract");
  const [lens] = await connection.sendRequest("textDocument/codeLens", { textDocument: { uri } });
  const drawn = await connection.sendRequest("workspace/executeCommand", lens.command);
  assert.match(drawn.svg, /^<svg/);
  const place = { line: 1, character: 8 };
  const at = await connection.sendRequest("workspace/executeCommand", { command: options.LAYOUT_AT, arguments: [uri, place] });
  assert.deepEqual(at, drawn);
  await connection.sendRequest("shutdown");
  await connection.sendNotification("exit");
  await new Promise((resolve) => server.on("exit", resolve));
  connection.dispose();
});
