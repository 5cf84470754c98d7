// The packed extension in a real VS Code (code-server's), in headless Chromium: what a user sees of a C++ file.
//
//     test/real-install.sh FOLDER                      once
//     REAL=FOLDER PODCHECK=/path/to/podcheck npm run test:real [-- PICTURE.png]
//
// CHROMIUM names another browser. With PICTURE.png it also takes a picture for the documentation.
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const HERE = dirname(dirname(fileURLToPath(import.meta.url)));
const PATIENCE = Number(process.env.PATIENCE ?? 120) * 1000;
const TEXT = `#include <string>

struct Header {
    char kind;
    int length;
    short tag;
};

// podcheck: require trivially_copyable
struct Message {
    Header header;
    std::string body;
};
`;

function stop(reason) {
  console.error(`test/real.mjs: ${reason}`);
  process.exit(2);
}

/** The parts that test/real-install.sh puts into a folder. */
function findParts() {
  const folder = process.env.REAL && resolve(process.env.REAL);
  const how = "Run test/real-install.sh FOLDER, then set REAL=FOLDER.";
  if (!folder) stop(`REAL does not say where VS Code is. ${how}`);
  const entry = join(folder, "node_modules/code-server/out/node/entry.js");
  if (!existsSync(entry)) stop(`there is no code-server in ${folder}. ${how}`);
  const node = join(folder, "node/node_modules/node/bin/node");
  if (!existsSync(node)) stop(`there is no Node for code-server in ${folder}. ${how}`);
  const chromium = process.env.CHROMIUM ?? "/usr/bin/chromium";
  if (!existsSync(chromium)) stop(`there is no ${chromium}. Install Chromium (Debian: chromium), or set CHROMIUM.`);
  const require = createRequire(join(folder, "package.json"));
  return { folder, entry, node, chromium, puppeteer: require("puppeteer-core") };
}

const parts = findParts();
const podcheck = process.env.PODCHECK ?? "podcheck";
const work = mkdtempSync(join(tmpdir(), "podcheck-real-"));
const project = join(work, "project");
const file = join(project, "message.cpp");
const server = ["--user-data-dir", join(work, "data"), "--extensions-dir", join(work, "extensions")];
const environment = { ...process.env, XDG_CONFIG_HOME: join(work, "config"), XDG_DATA_HOME: join(work, "share") };
delete environment.PORT;

function prepare() {
  const vsix = join(work, "podcheck.vsix");
  execFileSync(
    parts.node,
    [join(parts.folder, "node_modules/@vscode/vsce/vsce"), "package", "--no-dependencies", "--allow-missing-repository", "--skip-license", "-o", vsix],
    { cwd: HERE, stdio: ["ignore", "ignore", "inherit"] },
  );
  mkdirSync(project);
  writeFileSync(file, TEXT);
  mkdirSync(join(work, "data/User"), { recursive: true });
  writeFileSync(join(work, "data/User/settings.json"), JSON.stringify({
    "podcheck.path": podcheck,
    "podcheck.codeLens": true,
    "podcheck.inlayHints": true,
    "security.workspace.trust.enabled": false,
    "workbench.startupEditor": "none",
    "workbench.tips.enabled": false,
    "chat.disableAIFeatures": true,
    "workbench.secondarySideBar.defaultVisibility": "hidden",
    "telemetry.telemetryLevel": "off",
    "editor.minimap.enabled": false,
    "editor.hover.delay": 100,
    "extensions.ignoreRecommendations": true,
  }));
  execFileSync(parts.node, [parts.entry, ...server, "--install-extension", vsix], { env: environment, stdio: ["ignore", "ignore", "inherit"] });
}

/** Start VS Code's server; it says where it listens. */
async function startServer() {
  const child = spawn(parts.node, [parts.entry, ...server, "--auth", "none", "--bind-addr", "127.0.0.1:0", "--disable-telemetry", "--disable-update-check", "--disable-workspace-trust"], { env: environment });
  let output = "";
  const address = await new Promise((found, failed) => {
    const read = (data) => {
      output += data;
      const match = /HTTP server listening on (http:\S+?)\/?\s/.exec(output);
      if (match) found(match[1]);
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.on("exit", () => failed(new Error(`code-server has ended:\n${output}`)));
  });
  return { child, address };
}

/** Wait until the page's text at a selector holds the words. */
async function sees(page, selector, words) {
  await page.waitForFunction(
    (where, what) => [...document.querySelectorAll(where)].some((each) => each.textContent.replaceAll("\u00a0", " ").includes(what)),
    { timeout: PATIENCE }, selector, words,
  );
}

async function command(page, title) {
  await page.keyboard.press("F1");
  await page.waitForSelector(".quick-input-widget input", { visible: true, timeout: PATIENCE });
  await page.keyboard.type(title);
  await sees(page, ".quick-input-list .monaco-list-row.focused", title.replace(/^.*: /, ""));
  await page.keyboard.press("Enter");
}

async function press(page, modifier, key) {
  await page.keyboard.down(modifier);
  await page.keyboard.press(key);
  await page.keyboard.up(modifier);
}

/** Put the cursor on a place, counted from 1. */
async function goTo(page, line, column) {
  await press(page, "Control", "g");
  await page.waitForSelector(".quick-input-widget input", { visible: true, timeout: PATIENCE });
  await page.keyboard.type(`${line}:${column}`);
  await page.keyboard.press("Enter");
  await page.waitForFunction((where) => document.querySelector(".statusbar").textContent.includes(where), { timeout: PATIENCE }, `Ln ${line}, Col ${column}`);
}

/** Wait for the picture of a layout, in the page's innermost frame. */
async function pictureOf(page, words) {
  const until = Date.now() + PATIENCE;
  while (Date.now() < until) {
    for (const frame of page.frames()) {
      const text = await frame.evaluate(() => document.querySelector("svg")?.textContent ?? "").catch(() => "");
      if (text.includes(words)) return;
    }
    await new Promise((done) => setTimeout(done, 200));
  }
  throw new Error(`no picture with ${words}`);
}

const steps = [
  ["a finding is underlined, and among the problems", async (page) => {
    await page.waitForSelector(".squiggly-error", { timeout: PATIENCE });
    await command(page, "Problems: Focus on Problems View");
    await sees(page, ".markers-panel", "'Message' is not trivially_copyable");
    await sees(page, ".markers-panel", "broken-contract");
  }],
  ["its reasons are related information", async (page) => sees(page, ".markers-panel", "user-provided")],
  ["a lens stands above each class", async (page) => {
    await sees(page, ".codelens-decoration", "12 bytes, 5 bytes of padding");
    await sees(page, ".codelens-decoration", "standard-layout");
  }],
  ["offsets and padding stand among the members", async (page) => {
    await sees(page, ".view-line", "std::string @16body");
    await sees(page, ".view-line", "4 bytes of padding");
  }],
  ["a hover tells what the class is", async (page) => {
    await command(page, "View: Focus Active Editor Group");
    await goTo(page, 10, 10);
    await command(page, "Show or Focus Hover");
    await sees(page, ".monaco-hover", "trivially copyable: no, standard-layout: yes");
    await sees(page, ".monaco-hover", "first cause: ");
    if (process.argv[2]) await page.screenshot({ path: process.argv[2] });
    await page.keyboard.press("Escape");
  }],
  ["an action accepts the finding, and undo brings it back", async (page) => {
    await goTo(page, 12, 18);
    await command(page, "Quick Fix...");
    await sees(page, ".action-widget", "Accept this finding");
    await page.evaluate(() => [...document.querySelectorAll(".action-widget .monaco-list-row")].find((each) => each.textContent.includes("Accept")).scrollIntoView());
    const row = await page.evaluateHandle(() => [...document.querySelectorAll(".action-widget .monaco-list-row")].find((each) => each.textContent.includes("Accept")));
    await row.click();
    await sees(page, ".view-line", "// podcheck: ignore[broken-contract]");
    await page.waitForFunction(() => !document.querySelector(".squiggly-error"), { timeout: PATIENCE });
    await press(page, "Control", "z");
    await page.waitForSelector(".squiggly-error", { timeout: PATIENCE });
  }],
  ["a save has the compilers asked", async (page) => {
    await goTo(page, 14, 1);
    await page.keyboard.type("struct Fixed { Fixed(Fixed&&) = delete; };");
    await press(page, "Control", "s");
    await page.waitForSelector(".squiggly-hint", { timeout: PATIENCE });
    await goTo(page, 14, 10);
    await command(page, "Show or Focus Hover");
    await sees(page, ".monaco-hover", "a known difference (CWG1734)");
    await page.keyboard.press("Escape");
  }],
  ["a typed change is answered before it is saved", async (page) => {
    await goTo(page, 9, 12);
    await page.keyboard.type("x");
    await page.waitForFunction(() => !document.querySelector(".squiggly-error"), { timeout: PATIENCE });
    await press(page, "Control", "z");
    await page.waitForSelector(".squiggly-error", { timeout: PATIENCE });
  }],
  ["a configuration counts as soon as it lies there, and no longer than that", async (page) => {
    const configuration = join(project, "podcheck.toml");
    writeFileSync(configuration, 'require = ["pod"]\n');
    await sees(page, ".markers-panel", "requirement");
    rmSync(configuration);
    const gone = () => !document.querySelector(".markers-panel").textContent.includes("requirement");
    await page.waitForFunction(gone, { timeout: PATIENCE });
  }],
  ["the command shows the layout of the class at the cursor", async (page) => {
    await goTo(page, 10, 10);
    await command(page, "podcheck: Show the layout of this class");
    await sees(page, ".tab", "Message");
    await pictureOf(page, "Message");
  }],
  ["a click on a lens shows that class's layout", async (page) => {
    const lens = await page.evaluateHandle(() => [...document.querySelectorAll(".codelens-decoration a")].find((each) => each.textContent.includes("12 bytes")));
    await lens.click();
    await sees(page, ".tab", "Header");
    await pictureOf(page, "Header");
  }],
];

async function run() {
  prepare();
  const { child, address } = await startServer();
  const browser = await parts.puppeteer.launch({
    executablePath: parts.chromium, headless: true, userDataDir: join(work, "browser"), args: ["--no-sandbox", "--window-size=1200,720"],
    defaultViewport: { width: 1200, height: 720 }, protocolTimeout: 2 * PATIENCE,
  });
  const page = await browser.newPage();
  let failed = 0;
  try {
    const payload = encodeURIComponent(JSON.stringify([["openFile", `vscode-remote://${new URL(address).host}${file}`]]));
    await page.goto(`${address}/?folder=${encodeURIComponent(project)}&payload=${payload}`);
    await sees(page, ".view-line", "struct Message");
    for (const [name, step] of steps) {
      try {
        await step(page);
        console.log(`ok - ${name}`);
      } catch (error) {
        failed += 1;
        console.log(`not ok - ${name}: ${error.message}`);
        await command(page, "Notifications: Show Notifications").catch(() => {});
        console.log(await page.evaluate(() => [...document.querySelectorAll(".notification-list-item-message")].map((each) => each.textContent).join("\n")));
        if (process.env.FAILED_PICTURE) await page.screenshot({ path: `${process.env.FAILED_PICTURE}${failed}.png` });
      }
    }
    console.log(`${steps.length - failed} passed, ${failed} failed`);
  } finally {
    await browser.close();
    child.kill();
    await new Promise((done) => child.on("exit", done));
    rmSync(work, { recursive: true, force: true, maxRetries: 5 });
  }
  process.exitCode = failed ? 1 : 0;
}

await run();
