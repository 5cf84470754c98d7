/** What the server is started with; apart from VS Code, so that a test can start it the same way. */

/** The server's command for the class of a name: a file's URI, and the name. */
export const LAYOUT = "podcheck.layout";
/** The server's command for the class at a place: a file's URI, and the place. */
export const LAYOUT_AT = "podcheck.layoutAt";
/** The editor's command, for the class at the cursor. */
export const SHOW_LAYOUT = "podcheck.showLayout";

export interface Settings {
  readonly path: string;
  readonly codeLens: boolean;
  readonly inlayHints: boolean;
  readonly crossCheckOnSave: boolean;
}

/** What the server answers: a picture, or the reason why there is none. */
export interface Layout {
  readonly svg?: string;
  readonly name?: string;
  readonly reason?: string;
}

/** The server's command line. */
export function serverCommand(settings: Settings): { command: string; args: string[] } {
  return { command: settings.path, args: ["lsp"] };
}

/** What the server shows. */
export function initializationOptions(settings: Settings): Record<string, boolean> {
  const { codeLens, inlayHints, crossCheckOnSave } = settings;
  return { codeLens, inlayHints, crossCheckOnSave };
}

/** The page that shows a layout: it runs no script and loads nothing, whatever the picture holds. */
export function layoutPage(svg: string): string {
  const policy = "default-src 'none'; style-src 'unsafe-inline'";
  return `<!DOCTYPE html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">${svg}`;
}
