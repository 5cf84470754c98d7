// The layout of a class: its parts in their order, each with its bar on a ruler of bytes.

const MARKS = 16;
const BYTE = 8;
const ABI = { trivial_for_calls: "trivial for the purposes of calls", passed_in_registers: "passed and returned in registers", pod_for_layout: "POD for the purpose of layout" };

function layout(record) {
  const drawn = record.layout;
  if (!drawn) return null;
  const heading = (text, style) => el("th", { scope: "col", class: style }, text);
  const rows = drawn.rows.map((row) => partRow(row, drawn.bits));
  const table = el("table", { class: "layout" }, el("caption", { class: "quiet" }, "Each part: offset, declaration, size, and its bar"),
    el("thead", {}, el("tr", {}, heading("offset", "l-offset"), heading("part", "l-part"), heading("size", "l-size"),
      el("th", { class: "l-bar", "aria-hidden": "true" }, ruler(drawn.bits)))),
    el("tbody", {}, ...rows));
  return card("Layout", el("p", { class: "meta" }, drawn.told), drawn.rows.length ? table : null,
    drawn.more ? el("p", { class: "faint" }, `and ${count(drawn.more, "more part", "more parts")}`) : null,
    ...drawn.missing.map((name) => el("p", { class: "no" }, `not analysed: ${name}`)), abi(drawn, record));
}

/** A mark at each power of two that leaves at most 16 of them. */
function ruler(bits) {
  const bytes = bits / BYTE;
  let step = 1;
  while (bytes > MARKS * step) step *= 2;
  const made = el("div", { class: "ruler" });
  for (let byte = 0; byte <= bytes; byte += step) {
    const mark = el("span", {}, String(byte));
    mark.style.left = `${(100 * byte) / Math.max(bytes, 1)}%`;
    made.append(mark);
  }
  return made;
}

function partRow([level, style, offset, line, size, at, length], bits) {
  const name = el("td", { class: `name l-part level-${Math.min(level, 1)}` }, line);
  const track = el("div", { class: "lane" });
  if (at !== null && length !== null) {
    const bar = el("span", { class: `part ${style}${length ? "" : " hollow"}` });
    bar.style.left = `${(100 * Math.min(at, bits)) / bits}%`;
    bar.style.width = `${(100 * Math.min(length, bits - Math.min(at, bits))) / bits}%`;
    track.append(bar);
  }
  return el("tr", { class: style === "padding" ? "hole" : null }, el("td", { class: "l-offset" }, offset), name, el("td", { class: "l-size" }, size),
    el("td", { class: "l-bar", "aria-hidden": "true" }, track));
}

/** What the target's ABI makes of the class, with its reasons. */
function abi(drawn, record) {
  const told = drawn.abi.map(([name, value, list]) => {
    const line = [`${ABI[name] ?? words(name)}: `, word(value)];
    return DATA.lists[list].length ? el("details", {}, el("summary", {}, ...line), tree(DATA.lists[list], record)) : el("p", {}, ...line);
  });
  return told.length ? el("div", { class: "abi" }, ...told) : null;
}
