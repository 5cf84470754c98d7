/** podcheck's language server in VS Code, and the picture of a layout beside the source. */

import * as vscode from "vscode";
import { LanguageClient } from "vscode-languageclient/node";
import { initializationOptions, LAYOUT, layoutPage, serverCommand, Settings } from "./options";

let client: LanguageClient | undefined;

export async function activate(_context: vscode.ExtensionContext): Promise<void> {
  const settings = readSettings();
  client = new LanguageClient("podcheck", "podcheck", serverCommand(settings), {
    documentSelector: ["cpp", "cuda-cpp"].map((language) => ({ scheme: "file", language })),
    initializationOptions: initializationOptions(settings),
    middleware: {
      executeCommand: async (command, args, next) => {
        const answer: unknown = await next(command, args);
        if (command === LAYOUT) {
          showLayout(String(args[1]), answer as { svg?: string; reason?: string });
        }
        return answer;
      },
    },
  });
  await client.start();
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}

function readSettings(): Settings {
  const values = vscode.workspace.getConfiguration("podcheck");
  return {
    path: values.get("path", "podcheck"),
    codeLens: values.get("codeLens", false),
    inlayHints: values.get("inlayHints", false),
  };
}

function showLayout(name: string, answer: { svg?: string; reason?: string }): void {
  if (!answer.svg) {
    void vscode.window.showInformationMessage(`podcheck: ${name}: ${answer.reason}`);
    return;
  }
  const panel = vscode.window.createWebviewPanel("podcheck.layout", name, vscode.ViewColumn.Beside, {
    enableScripts: false,
    localResourceRoots: [],
  });
  panel.webview.html = layoutPage(answer.svg);
}
