// What is on the screen follows from the address: `#class=NAME` opens a class, all else filters the table.

let title = document.title;
let opened = null;

/** The filters were changed here: the address follows, and so does all that depends on them. */
function changed() {
  history.replaceState(null, "", filtersHash());
  writeOverview();
}

function writeOverview() {
  if (filters.of) byId("chart-trait").value = filters.of;
  writeTable(throughCause(RECORDS.filter(test())));
  writeChart();
  writeCause();
}

function showHash() {
  const wanted = readHash(location.hash);
  if (wanted.class !== undefined) {
    const record = RECORD_BY_ID.get(wanted.class) ?? RECORD_BY_NAME.get(wanted.class);
    byId("overview").hidden = true;
    byId("page").hidden = false;
    opened = record ?? null;
    if (record) writePage(record, wanted.trait ?? "");
    else writeMissing(wanted.class);
    return;
  }
  byId("page").hidden = true;
  byId("page").replaceChildren();
  byId("overview").hidden = false;
  document.title = title;
  setFilters(wanted);
  writeOverview();
  if (opened) returnTo(opened);
  opened = null;
}

function writeMissing(name) {
  byId("page").replaceChildren(navigation(null), el("h2", { class: "name", id: "page-title", tabindex: "-1" }, name),
    el("p", {}, "This report has no class of that name."));
  byId("page-title").focus();
}

/** Back in the table, on the row that one came from. */
function returnTo(record) {
  const at = shown.indexOf(record);
  if (at < 0) return;
  if (at >= written) writeRows(at - written + CHUNK);
  const link = byId("rows").children[at].querySelector("a.name");
  link.scrollIntoView({ block: "center" });
  link.focus({ preventScroll: true });
}

function remembered(theme) {
  try {
    if (theme === undefined) return localStorage.getItem("podcheck-theme") ?? "auto";
    localStorage.setItem("podcheck-theme", theme);
  } catch {
    // A page that may not remember still works
  }
  return theme ?? "auto";
}

function paint(theme) {
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
  byId("theme").value = document.documentElement.dataset.theme ?? "auto";
}

function listen() {
  let waiting = 0;
  const form = byId("filters");
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      readForm();
      // Where a class was opened meanwhile, the address is its own
      if (byId("page").hidden) changed();
      else byId("back").href = filtersHash();
    }, 60);
  });
  const clear = () => { setFilters({}); changed(); };
  form.addEventListener("reset", (event) => { event.preventDefault(); clear(); });
  byId("clear").addEventListener("click", clear);
  byId("home").addEventListener("click", (event) => { event.preventDefault(); location.hash = "#"; });
  byId("skip").addEventListener("click", (event) => {
    event.preventDefault();
    (byId("page").hidden ? byId("classes") : byId("page-title")).focus();
  });
  byId("theme").addEventListener("change", () => paint(remembered(byId("theme").value)));
  window.addEventListener("hashchange", showHash);
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, select, textarea");
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "/" && !typing && byId("page").hidden) {
      event.preventDefault();
      control("q").focus();
    } else if (event.key === "Escape" && !byId("page").hidden) location.hash = filtersHash();
  });
}

paint(remembered());
byId("f-more").open = !window.matchMedia("(max-width: 46rem)").matches;
fillFilters();
writeHead();
setFilters(readHash(location.hash));
fillChart();
listen();
listenToTable();
if (readHash(location.hash).class !== undefined) shown = RECORDS.filter(test());
showHash();
document.documentElement.dataset.ready = "true";
