/** What the server is started with; apart from VS Code, so that a test can start it the same way. */

export const LAYOUT = "podcheck.layout";

export interface Settings {
  readonly path: string;
  readonly codeLens: boolean;
  readonly inlayHints: boolean;
}

/** The server's command line. */
export function serverCommand(settings: Settings): { command: string; args: string[] } {
  return { command: settings.path, args: ["lsp"] };
}

/** What the server shows. */
export function initializationOptions(settings: Settings): Record<string, boolean> {
  return { codeLens: settings.codeLens, inlayHints: settings.inlayHints };
}

/** The page that shows a layout: it runs no script and loads nothing, whatever the picture holds. */
export function layoutPage(svg: string): string {
  const policy = "default-src 'none'; style-src 'unsafe-inline'";
  return `<!DOCTYPE html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">${svg}`;
}
