// A class's page: what it is, why not, what the compilers say, its special members, its definition.

const MOST = 8;
const NAMED = 4;

function writePage(record, trait) {
  const page = byId("page");
  page.replaceChildren(navigation(record), head(record), ...[
    differences(record), roots(record), layout(record),
    el("div", { class: "columns" }, uses(record), traits(record), specialMembers(record), definition(record)), why(record), through(record),
  ].filter(Boolean));
  document.title = `${record.name} – podcheck`;
  const target = trait ? byId(`why-${trait}`) : null;
  const folded = target?.closest("details");
  if (folded) folded.open = true;
  (target ?? byId("page-title")).focus({ preventScroll: Boolean(target) });
  if (target) target.scrollIntoView();
  else window.scrollTo(0, 0);
}

function navigation(record) {
  const at = shown.indexOf(record);
  const beside = (step, text) => {
    const other = at < 0 ? undefined : shown[at + step];
    return other ? el("a", { href: classLink(other), title: other.name }, text) : el("span", { class: "gone" }, text);
  };
  return el("nav", { "aria-label": "Classes" }, el("a", { href: filtersHash(), id: "back" }, "← all classes"),
    beside(-1, "previous"), beside(1, "next"));
}

function head(record) {
  const kind = { lambda: "closure type" }[record.kind] ?? record.kind;
  const [std, target] = DATA.dialects[record.dialect];
  const size = record.broken ? [BROKEN] : record.size === null ? [] : [count(record.size, "byte", "bytes"), `aligned to ${record.align}`];
  return el("header", {},
    el("h2", { class: "name", id: "page-title", tabindex: "-1" }, `${kind}${record.template ? " template" : ""} ${record.name}`),
    el("p", { class: "meta" }, [...size, std, target, place(record.file, record.line, record.column)].join(", ")));
}

function card(title, ...children) {
  return el("section", { class: "card" }, el("h2", {}, title), ...children);
}

function differences(record) {
  const told = (record.mismatches ?? []).map(([trait, compiler, value, known]) => el("li", {},
    `${words(trait)}: ${compiler} says ${value ? "yes" : "no"}, podcheck ${value ? "no" : "yes"}: `,
    known === null ? el("strong", { class: "no" }, "unexplained") : `a known difference, ${known}`));
  told.push(...(record.layouts ?? []).map(([subject, compiler, theirs, ours, known]) => el("li", {},
    `${subject}: ${compiler} says ${theirs}, podcheck ${ours}: `,
    known === null ? el("strong", { class: "no" }, "unexplained") : `a known difference, ${known}`)));
  const notes = (record.notes ?? []).map((note) => el("li", {}, `Not compared: ${note}`));
  if (!told.length && !notes.length) return null;
  const made = card("Where the compilers differ or say nothing", el("ul", { class: "lines" }, ...told, ...notes));
  if (explanations(record).some((known) => known === null)) made.classList.add("alarm");
  return made;
}

/** The root causes, as `podcheck explain` names them and in its order: what is at fault, and what that breaks here. */
function roots(record) {
  if (!record.roots.length) return null;
  const items = record.roots.map((root) => rootCause(root, record));
  const rest = items.slice(MOST);
  return card(items.length === 1 ? "Root cause" : `${number.format(items.length)} root causes`,
    el("ol", { class: "roots" }, ...items.slice(0, MOST)),
    rest.length ? el("details", {}, el("summary", {}, `${number.format(rest.length)} more`),
      el("ol", { class: "roots", start: String(MOST + 1) }, ...rest)) : null);
}

function rootCause([index, costs, parts, entry], record) {
  const cause = reason(index);
  const own = entry < 0 ? cause : reason(entry);
  const names = parts.slice(0, NAMED).map((part) => `'${DATA.pieces[part]}'`).join(", ");
  const more = parts.length > NAMED ? ` and ${number.format(parts.length - NAMED)} more` : "";
  const main = costs.filter((at) => MAIN.includes(at));
  const broken = (main.length ? main : costs).map((at) => DATA.adjectives[at]).join(", ");
  const { owner } = cause;
  return el("li", {}, own.message, entry < 0 ? meta(cause) : el("span", { class: "meta" }, place(own.file, own.line, own.column)),
    excerpt(own), entry < 0 ? null : el("p", { class: "why" }, cause.message, meta(cause)),
    parts.length > 1 ? el("p", { class: "why" }, `through ${names}${more}`) : null,
    el("p", { class: "breaks" }, `breaks ${broken}`,
      owner === null || owner === record ? null : el("span", { class: "faint" }, ", in ", el("a", { href: classLink(owner), class: "name" }, owner.name))));
}

function traits(record) {
  const asked = DATA.compilers.map((name, at) => [name, record.answers[at]]).filter(([, letters]) => letters);
  const known = new Map((record.mismatches ?? []).map((one) => [`${one[0]} ${one[1]}`, one[3] ?? "unexplained"]));
  const rows = TRAITS.map((trait, at) => {
    const when = record.when?.[trait];
    const linked = record.values[at] !== "y" && (DATA.lists[record.why[at]].length || when);
    const said = when ? el("span", { class: "unknown" }, `if ${when}`)
      : DATA.harmless.includes(at) ? WORDS[record.values[at]][0] : word(record.values[at]);
    return el("tr", {}, el("th", { scope: "row" }, linked ? el("a", { href: classLink(record, trait) }, trait) : trait), el("td", {}, said),
      ...asked.map(([name, letters]) => {
        const difference = known.get(`${trait} ${name}`);
        const plain = DATA.harmless.includes(at) || !difference;
        return el("td", { class: difference ? "differs" : null }, plain ? WORDS[letters[at]][0] : word(letters[at]), difference ? ` ≠ ${difference}` : null);
      }));
  });
  const heading = (text) => el("th", { scope: "col" }, text);
  return card("Traits", el("table", {}, el("caption", { class: "quiet" }, "Each trait: podcheck's answer and the compilers'"),
    el("thead", {}, el("tr", {}, ...["trait", "podcheck", ...asked.map(([name]) => name)].map(heading))), el("tbody", {}, ...rows)));
}

function uses(record) {
  const rows = record.uses.map(([purpose, value, note]) => {
    const [name, needs, clause] = DATA.purposes[purpose];
    return el("tr", {}, el("th", { scope: "row" }, name), el("td", {}, word(value)),
      el("td", {}, words(needs), note ? ` (${note})` : null, " ", el("span", { class: "meta" }, clause)));
  });
  const heading = (text) => el("th", { scope: "col" }, text);
  return card("What it may be used for", el("table", {},
    el("thead", {}, el("tr", {}, ...["use", "may it", "which needs"].map(heading))), el("tbody", {}, ...rows)));
}

function specialMembers(record) {
  const answers = new Map([[true, "y"], [false, "n"], [null, "u"]]);
  const rows = record.members.map(([declared, deleted, trivial], at) => el("tr", {}, el("th", { scope: "row" }, SPECIAL_MEMBERS[at]),
    el("td", {}, declared),
    el("td", {}, declared === "none" ? "" : deleted === false ? "no" : el("span", { class: "unknown" }, deleted ? "yes" : "?")),
    el("td", {}, declared === "none" ? "" : word(answers.get(trivial)))));
  const heading = (text) => el("th", { scope: "col" }, text);
  const reasons = record.members.map(([, , , list], at) => [SPECIAL_MEMBERS[at], DATA.lists[list]]).filter(([, list]) => list.length);
  return card("Special members", el("table", {},
    el("thead", {}, el("tr", {}, ...["function", "declared", "deleted", "trivial"].map(heading))), el("tbody", {}, ...rows)),
  ...reasons.map(([name, list]) => el("details", {}, el("summary", {}, `why: ${name}`), tree(list, record))));
}

function definition(record) {
  if (!record.lines) return null;
  const [first, last, end] = record.lines;
  const width = String(last).length;
  const text = DATA.sources[record.file];
  const made = el("pre", { tabindex: "0", "aria-label": "The definition" });
  for (let line = first; line <= last; line += 1) {
    made.append(el("span", { class: "number" }, `${String(line).padStart(width)} | `), `${text[line]}\n`);
  }
  const rest = end > last ? el("p", { class: "faint" }, `and ${count(end - last, "more line", "more lines")}, to ${place(record.file, end)}`) : null;
  return card("Definition", made, rest);
}

function why(record) {
  const missing = TRAITS.map((trait, at) => [trait, at]).filter(([trait, at]) => record.values[at] !== "y"
    && (DATA.lists[record.why[at]].length || record.when?.[trait]));
  if (!missing.length) return null;
  const harmful = missing.filter(([, at]) => !DATA.harmless.includes(at));
  const harmless = missing.filter(([, at]) => DATA.harmless.includes(at));
  return card("Why not", ...[...harmful, ...harmless].map(([trait, at]) => whyNot(record, trait, at)));
}

/** One of the main traits lies open; the others are a line each until they are asked for. */
function whyNot(record, trait, at) {
  const said = DATA.harmless.includes(at) ? WORDS[record.values[at]][0] : word(record.values[at]);
  const title = el("h3", { id: `why-${trait}`, tabindex: "-1" }, `${trait}: `, said);
  const when = record.when?.[trait];
  if (when) return el("div", { class: "trait" }, title, el("p", {}, `Exactly when ${when} is.`));
  const list = tree(DATA.lists[record.why[at]], record);
  const buttons = list.querySelector("details") ? [
    el("button", { type: "button", class: "plain small", on: { click: () => followToRoot(list) } }, "Follow to the root"),
    el("button", { type: "button", class: "plain small", on: { click: () => openAll(list) } }, "Open all"),
  ] : [];
  if (MAIN.includes(at)) return el("div", { class: "trait" }, el("div", { class: "heading" }, title, ...buttons), list);
  return el("details", { class: "trait" }, el("summary", {}, title), el("p", {}, ...buttons), list);
}

/** Which classes fail through this one. */
function through(record) {
  const culprit = DATA.culprits.findIndex(([, at]) => at !== null && RECORDS[at].name === record.name);
  if (culprit < 0) return null;
  const lists = new Set(DATA.lists.keys());
  for (const at of [...lists]) if (!DATA.lists[at].includes(culprit)) lists.delete(at);
  const others = RECORDS.filter((one) => one !== record && one.name !== record.name && one.culprits.some((at) => lists.has(at)));
  if (!others.length) return null;
  const item = (one) => el("li", {}, el("a", { href: classLink(one), class: "name" }, one.name));
  return card(`${count(others.length, "other class fails", "other classes fail")} through it`,
    el("ul", { class: "through" }, ...others.slice(0, 60).map(item)),
    others.length > 60 ? el("p", { class: "faint" }, `and ${number.format(others.length - 60)} more`) : null);
}
