// The table: rows for the classes that the filters leave, in the chosen order, written a few at a time.

const CHUNK = 150;
const RANK = { n: 0, u: 1, "-": 1, y: 2 };
const AGREEMENT_RANK = { differs: 0, known: 1, open: 2, silent: 2, agree: 3, none: 4 };
const collator = new Intl.Collator("en", { numeric: true });
const SHORT = { trivial: "triv", trivially_copyable: "copy", standard_layout: "lay", pod: "POD" };

const COLUMNS = [
  { key: "name", title: "class", style: "c-name", by: (a, b) => collator.compare(a.name, b.name) },
  { key: "kind", title: "kind", style: "c-kind", by: (a, b) => collator.compare(a.kind, b.kind) },
  ...MAIN.map((at) => ({
    key: TRAITS[at], title: TRAITS[at] === "pod" ? "POD" : words(TRAITS[at]), short: SHORT[TRAITS[at]], style: "c-trait",
    by: (a, b) => RANK[a.values[at]] - RANK[b.values[at]],
  })),
  ...(DATA.compilers.length ? [{
    key: "compilers", title: "compilers", style: "c-compilers",
    by: (a, b) => AGREEMENT_RANK[agreement(a)[0]] - AGREEMENT_RANK[agreement(b)[0]],
  }] : []),
  { key: "size", title: "size", style: "c-size", by: (a, b) => (a.size ?? -1) - (b.size ?? -1) },
  {
    key: "where", title: "where", style: "c-where",
    by: (a, b) => collator.compare(DATA.files[a.file], DATA.files[b.file]) || a.line - b.line || a.column - b.column,
  },
];

/** What is not known to be as one wishes stands first: classes that lack a main trait, or could not be analysed. */
function lacking(record) {
  if (record.broken || MAIN.some((at) => record.values[at] === "n")) return 0;
  return MAIN.some((at) => record.values[at] === "u") ? 1 : 2;
}

const BROKEN = "not analysed: its definition has an error";
let shown = [];
let written = 0;

function writeHead() {
  for (const column of COLUMNS) {
    const text = column.short
      ? [el("span", { class: "long" }, column.title),
        el("span", { class: "short", "aria-hidden": "true" }, column.short),
        el("span", { class: "quiet" }, column.title)]
      : [column.title];
    if (column.short) text[0].setAttribute("aria-hidden", "true");
    const button = el("button", { type: "button", on: { click: () => sortBy(column.key) } }, ...text,
      el("span", { class: "arrow", "aria-hidden": "true" }));
    byId("head").append(el("th", { scope: "col", class: column.style, "data-key": column.key }, button));
  }
}

/** Upwards, then downwards, then those first that lack something. */
function sortBy(key) {
  if (filters.sort !== key) [filters.sort, filters.down] = [key, ""];
  else if (!filters.down) filters.down = "1";
  else [filters.sort, filters.down] = ["", ""];
  changed();
}

function sorted(records) {
  const column = COLUMNS.find((one) => one.key === filters.sort);
  if (!column) return [...records].sort((a, b) => lacking(a) - lacking(b) || a.index - b.index);
  const sign = filters.down ? -1 : 1;
  return [...records].sort((a, b) => sign * column.by(a, b) || a.index - b.index);
}

function writeTable(records) {
  shown = sorted(records);
  written = 0;
  byId("rows").replaceChildren();
  const table = byId("table");
  table.setAttribute("aria-rowcount", shown.length + 1);
  table.hidden = !shown.length;
  byId("empty").hidden = Boolean(shown.length);
  for (const heading of byId("head").children) {
    const active = heading.dataset.key === filters.sort;
    if (active) heading.setAttribute("aria-sort", filters.down ? "descending" : "ascending");
    else heading.removeAttribute("aria-sort");
  }
  const every = RECORDS.filter((one) => filters.all || !one.reached).length;
  byId("count").textContent = shown.length === every
    ? count(every, "class", "classes")
    : `${number.format(shown.length)} of ${count(every, "class", "classes")}`;
  writeRows(CHUNK);
}

function writeRows(amount) {
  const end = Math.min(written + amount, shown.length);
  const rows = document.createDocumentFragment();
  for (; written < end; written += 1) rows.append(row(shown[written], written));
  byId("rows").append(rows);
  const left = shown.length - written;
  byId("more").hidden = !left;
  byId("more").textContent = `Show the other ${number.format(left)}`;
}

function row(record, at) {
  const link = el("a", { href: classLink(record), class: "name" }, record.name);
  const told = record.broken ? BROKEN : record.root === null ? "" : because(record);
  const why = told ? el("span", { class: "because" }, told) : null;
  const cells = MAIN.map((trait) => el("td", { class: "c-trait" }, answer(record, trait)));
  const [, agreed, style] = agreement(record);
  return el("tr", { "aria-rowindex": at + 2, "data-at": at },
    el("th", { scope: "row", class: "c-name" }, link, why),
    el("td", { class: "c-kind" }, record.kind),
    ...cells,
    DATA.compilers.length ? el("td", { class: `c-compilers ${style}` }, agreed) : null,
    el("td", { class: "c-size" }, record.size === null ? "" : String(record.size)),
    el("td", { class: "c-where", title: place(record.file, record.line) },
      `${DATA.files[record.file].replace(/^.*[/\\](?=.)/, "")}:${record.line}`));
}

/** What is told of the first main trait that it lacks: where it enters a base or member, and the root cause. */
function because(record) {
  const [joint, ...links] = record.root;
  return links.map(message).join(joint);
}

/** An answer; a "no" leads to its reasons, for the mouse: the keyboard gets there through the class's name. */
function answer(record, at) {
  const trait = TRAITS[at];
  const when = record.when?.[trait];
  if (when) return el("span", { class: "unknown" }, `if ${when}`);
  if (record.values[at] !== "n") return word(record.values[at]);
  return el("a", { href: classLink(record, trait), class: "no", tabindex: "-1" }, "no");
}

function listenToTable() {
  byId("more").addEventListener("click", () => writeRows(Infinity));
  new IntersectionObserver((seen) => {
    if (seen.some((one) => one.isIntersecting) && written < shown.length) writeRows(CHUNK);
  }, { rootMargin: "1000px" }).observe(byId("more"));
  window.addEventListener("beforeprint", () => writeRows(Infinity));
  byId("rows").addEventListener("click", (event) => {
    const clicked = event.target.closest("tr");
    if (clicked && !event.target.closest("a") && !String(window.getSelection())) {
      location.hash = classLink(shown[Number(clicked.dataset.at)]);
    }
  });
  byId("rows").addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const at = Number(event.target.closest("tr").dataset.at) + step;
    if (at >= written) writeRows(CHUNK);
    byId("rows").children[at]?.querySelector("a.name").focus();
    event.preventDefault();
  });
}
