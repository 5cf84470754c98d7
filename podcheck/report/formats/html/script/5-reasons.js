// Reasons as trees that open down to their roots, and the source lines that a root points at.

const OPEN_AT_ONCE = 12;

function reason(index) {
  const [code, , clause, file, line, column, because, owner = -1, before = -1] = DATA.reasons[index];
  return { index, code: DATA.codes[code], message: message(index), clause: DATA.clauses[clause], file, line, column,
    because: DATA.lists[because], owner: RECORDS[owner] ?? null, before };
}

/** Clause, code and place; the code opens the page of its rule. */
function meta(one) {
  const rule = DATA.rules[one.code];
  if (!rule) return el("span", { class: "meta" }, `${one.clause} `, el("code", {}, one.code), ` ${place(one.file, one.line, one.column)}`);
  const code = el("button", { type: "button", class: "code", "aria-expanded": "false", title: rule.title }, one.code);
  const made = el("span", { class: "meta" }, `${one.clause} `, code, ` ${place(one.file, one.line, one.column)}`);
  code.addEventListener("click", () => {
    const open = code.getAttribute("aria-expanded") === "true";
    code.setAttribute("aria-expanded", String(!open));
    if (open) made.lastElementChild.remove();
    else made.append(rulePage(one.code, rule));
  });
  return made;
}

function rulePage(code, rule) {
  const paragraphs = rule.page.split(/\n\s*\n/).map((text) => el("p", {}, ...inline(text)));
  const example = rule.breaking ? [
    el("p", {}, "Breaks it:"), el("pre", {}, rule.breaking), el("p", {}, "A near-miss that does not:"), el("pre", {}, rule.near_miss),
  ] : [];
  return el("div", { class: "help", role: "note" }, el("strong", {}, rule.title), ...paragraphs, ...example,
    el("p", {}, `${rule.clauses.join(", ")}. More: podcheck rule ${code}`));
}

/** Markdown's `code` and **strong**, as much of it as the rules' pages have. */
function inline(text) {
  return text.split(/(`[^`]*`|\*\*[^*]*\*\*)/).filter(Boolean).map((part) => {
    if (part.length > 1 && part.startsWith("`")) return el("code", {}, part.slice(1, -1));
    return part.startsWith("**") ? el("strong", {}, part.slice(2, -2)) : part;
  });
}

/** The line of a root cause, with the name that it points at marked. */
function excerpt(one) {
  const text = DATA.sources[one.file]?.[one.line];
  if (text === undefined || one.before < 0) return null;
  const start = text.length - text.trimStart().length;
  const at = Math.max(one.before, start);
  const marked = /^(?:::\s*)?~?\w+(?:\s*::\s*~?\w+)*|^./u.exec(text.slice(at))?.[0] ?? "";
  return el("pre", {}, el("span", { class: "number" }, `${one.line} | `), text.slice(start, at),
    el("mark", {}, marked), text.slice(at + marked.length));
}

/** How many reasons are beneath these, at most `most`: what is shared counts as often as it is shown. */
function weight(list, most) {
  let amount = 0;
  const stack = [...list];
  while (stack.length && amount < most) {
    amount += 1;
    stack.push(...DATA.lists[DATA.reasons[stack.pop()][6]]);
  }
  return amount;
}

/** The reasons of one of the record's traits; what only passes on another of its traits refers to that. */
function tree(list, record) {
  const small = weight(list, OPEN_AT_ONCE + 1) <= OPEN_AT_ONCE;
  return el("ul", { class: "reasons" }, ...list.map((index) => passedOn(reason(index), record) ?? branch(reason(index), small)));
}

const SEES = { "not-trivially-copyable": "trivially_copyable", "not-trivial": "trivial", "not-standard-layout": "standard_layout" };

function passedOn(one, record) {
  const trait = SEES[one.code];
  if (!trait || !one.because.length) return null;
  return el("li", { class: "leaf" }, `${one.message}: `, el("a", { href: classLink(record, trait) }, `see ${trait}`), meta(one));
}

function branch(one, open) {
  if (!one.because.length) {
    return el("li", { class: "leaf", tabindex: "-1" },
      el("span", { class: "badge" }, "root cause"), ` ${one.message}`, meta(one), excerpt(one));
  }
  const details = el("details", {}, el("summary", {}, one.message), meta(one));
  const fill = () => {
    if (details.lastElementChild.tagName !== "UL") {
      details.append(el("ul", { class: "reasons" }, ...one.because.map((index) => branch(reason(index), open))));
    }
  };
  details.addEventListener("toggle", () => { if (details.open) fill(); });
  if (open) {
    fill();
    details.open = true;
  }
  details.fill = fill;
  return el("li", {}, details);
}

/** Opens the first way down, and goes to its end. */
function followToRoot(list) {
  let here = list.querySelector("li");
  const first = list.querySelector(":scope > li > details");
  here = first ? first.parentElement : here;
  while (here) {
    const details = here.querySelector(":scope > details");
    if (!details) break;
    details.fill();
    details.open = true;
    here = details.querySelector(":scope > ul > li");
  }
  here?.focus();
  here?.scrollIntoView({ block: "nearest" });
}

function openAll(list) {
  const waiting = [...list.querySelectorAll("details")];
  for (let opened = 0; waiting.length && opened < 500; opened += 1) {
    const details = waiting.shift();
    details.fill();
    details.open = true;
    waiting.push(...details.querySelectorAll(":scope > ul > li > details"));
  }
}
