/** podcheck's language server in VS Code, and the picture of a layout beside the source. */

import * as vscode from "vscode";
import { ExecuteCommandRequest, LanguageClient } from "vscode-languageclient/node";
import { initializationOptions, LAYOUT, LAYOUT_AT, Layout, layoutPage, serverCommand, Settings, SHOW_LAYOUT } from "./options";

let client: LanguageClient | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  context.subscriptions.push(
    vscode.commands.registerTextEditorCommand(SHOW_LAYOUT, showLayoutAtCursor),
    vscode.workspace.onDidChangeConfiguration(async (event) => {
      if (event.affectsConfiguration("podcheck")) {
        await client?.stop();
        await start();
      }
    }),
  );
  await start();
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}

async function start(): Promise<void> {
  const settings = readSettings();
  client = new LanguageClient("podcheck", "podcheck", serverCommand(settings), {
    documentSelector: ["cpp", "cuda-cpp"].map((language) => ({ scheme: "file", language })),
    initializationOptions: initializationOptions(settings),
    middleware: {
      executeCommand: async (command, args, next) => {
        const answer: unknown = await next(command, args);
        if (command === LAYOUT) {
          showLayout(String(args[1]), answer as Layout);
        }
        return answer;
      },
    },
  });
  await client.start();
}

function readSettings(): Settings {
  const values = vscode.workspace.getConfiguration("podcheck");
  return {
    path: values.get("path", "podcheck"),
    codeLens: values.get("codeLens", false),
    inlayHints: values.get("inlayHints", false),
    crossCheckOnSave: values.get("crossCheckOnSave", true),
  };
}

async function showLayoutAtCursor(editor: vscode.TextEditor): Promise<void> {
  const { line, character } = editor.selection.active;
  const uri = client?.code2ProtocolConverter.asUri(editor.document.uri);
  const answer: Layout | undefined = await client?.sendRequest(ExecuteCommandRequest.type, {
    command: LAYOUT_AT,
    arguments: [uri, { line, character }],
  });
  showLayout("the class at the cursor", answer ?? { reason: "the language server does not run" });
}

function showLayout(name: string, answer: Layout): void {
  if (!answer.svg) {
    void vscode.window.showInformationMessage(`podcheck: ${name}: ${answer.reason}`);
    return;
  }
  const panel = vscode.window.createWebviewPanel("podcheck.layout", answer.name ?? name, vscode.ViewColumn.Beside, {
    enableScripts: false,
    localResourceRoots: [],
  });
  panel.webview.html = layoutPage(answer.svg);
}
