// Which classes are shown: the form, the part of the address that says the same, and the test itself.

const FILTERS = ["q", "trait", "is", "code", "ns", "file", "compilers", "all", "cause", "of", "sort", "down"];
let filters = {};

const control = (name) => byId(`f-${name}`);

function options(select, first, choices) {
  select.append(el("option", { value: "" }, first), ...choices.map(([value, text]) => el("option", { value }, text)));
}

/** Choices with the number of classes that each stands for. */
function counted(numbers, name) {
  const counts = new Map();
  for (const one of numbers) counts.set(one, (counts.get(one) ?? 0) + 1);
  return [...counts].map(([one, amount]) => [name(one), amount])
    .sort(([a], [b]) => (a < b ? -1 : Number(a > b)))
    .map(([text, amount]) => [text, `${text || "(global)"} (${number.format(amount)})`]);
}

/** A namespace stands for those within it too. */
function namespaces(name) {
  const found = [name];
  for (let end = name.lastIndexOf("::"); end > 0; end = name.lastIndexOf("::", end - 1)) found.push(name.slice(0, end));
  return found;
}

function fillFilters() {
  options(control("trait"), "any of the main four", TRAITS.map((trait) => [trait, words(trait)]));
  options(control("code"), "any", counted(RECORDS.flatMap((one) => DATA.lists[one.codes]), (one) => DATA.codes[one]));
  options(control("file"), "any", counted(RECORDS.map((one) => one.file), (one) => DATA.files[one]));
  const spaces = counted(RECORDS.flatMap((one) => namespaces(DATA.namespaces[one.namespace])), (one) => one);
  options(control("ns"), "any", spaces.map(([value, text]) => [value || "(global)", text]));
  byId("f-compilers-field").hidden = !DATA.compilers.length;
  byId("f-all-field").hidden = !RECORDS.some((one) => one.reached);
}

/** The filters of an address such as `#trait=pod&is=n`. */
function readHash(hash) {
  const found = {};
  for (const part of hash.replace(/^#/, "").split("&")) {
    const [name, value] = [part.slice(0, part.indexOf("=")), part.slice(part.indexOf("=") + 1)];
    if (part.includes("=")) found[decoded(name)] = decoded(value);
  }
  return found;
}

function filtersHash() {
  const parts = FILTERS.filter((name) => filters[name]).map((name) => `${name}=${encoded(filters[name])}`);
  return `#${parts.join("&")}`;
}

function setFilters(wanted) {
  filters = Object.fromEntries(FILTERS.filter((name) => wanted[name]).map((name) => [name, wanted[name]]));
  for (const name of ["q", "trait", "is", "code", "ns", "file", "compilers"]) control(name).value = filters[name] ?? "";
  control("all").checked = Boolean(filters.all);
}

function readForm() {
  for (const name of ["q", "trait", "is", "code", "ns", "file", "compilers"]) filters[name] = control(name).value;
  filters.all = control("all").checked ? "1" : "";
}

/** Whether a class is to be shown; what is not asked for is not looked at. */
function test() {
  const { q = "", trait, is, code, ns, file, compilers, all } = filters;
  const wanted = q.toLowerCase().split(/\s+/).filter(Boolean);
  const asked = trait ? [TRAITS.indexOf(trait)] : MAIN;
  const codeNumber = code ? DATA.codes.indexOf(code) : -1;
  const space = ns === "(global)" ? "" : ns;
  return (one) => {
    if (one.reached && !all) return false;
    if (wanted.length) {
      one.searched ??= `${one.name}\n${DATA.files[one.file]}`.toLowerCase();
      if (!wanted.every((part) => one.searched.includes(part))) return false;
    }
    if (is && !asked.some((at) => one.values[at] === is)) return false;
    if (code && !DATA.lists[one.codes].includes(codeNumber)) return false;
    if (ns && !inNamespace(DATA.namespaces[one.namespace], space)) return false;
    if (file && DATA.files[one.file] !== file) return false;
    return !compilers || agreement(one)[0] === compilers;
  };
}

function inNamespace(name, space) {
  return name === space || (space !== "" && name.startsWith(`${space}::`));
}

/** The classes, by number, through which one lacks the trait: without itself. */
function breakers(one, at) {
  return DATA.lists[one.culprits[at]].filter((culprit) => DATA.culprits[culprit][1] === null || RECORDS[DATA.culprits[culprit][1]] !== one);
}

/** Narrowed further by the chart: the classes that lack trait `of` through the culprit named `cause`. */
function throughCause(records) {
  if (!filters.cause) return records;
  const culprit = DATA.culprits.findIndex(([name]) => name === filters.cause);
  const at = Math.max(TRAITS.indexOf(filters.of), 0);
  return records.filter((one) => breakers(one, at).includes(culprit));
}
