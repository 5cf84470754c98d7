// The report's data (see document.py), and how elements are made of it: text is set as text, never parsed as markup.

const DATA = JSON.parse(document.getElementById("data").textContent);
const RECORDS = DATA.records;
const TRAITS = DATA.traits;
const MAIN = DATA.main;
const WORDS = { y: ["yes", "yes"], n: ["no", "no"], u: ["?", "unknown"], "-": ["–", ""] };
const SPECIAL_MEMBERS = ["default constructor", "copy constructor", "move constructor", "copy assignment",
  "move assignment", "destructor"];

const number = new Intl.NumberFormat("en");
const byId = (id) => document.getElementById(id);
const count = (amount, one, many) => `${number.format(amount)} ${amount === 1 ? one : many}`;
const words = (trait) => trait.replaceAll("_", " ");

RECORDS.forEach((record, index) => { record.index = index; });
const RECORD_BY_ID = new Map(RECORDS.map((record) => [record.id, record]));
const RECORD_BY_NAME = new Map([...RECORDS].reverse().map((record) => [record.name, record]));

/** An element with attributes (`on`: its listeners) and children, of which strings become text. */
function el(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "on") {
      for (const [event, listener] of Object.entries(value)) made.addEventListener(event, listener);
    } else if (value !== null && value !== undefined && value !== false) {
      made.setAttribute(name, value === true ? "" : value);
    }
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/** What a reason says, from the pieces that many share. */
function message(index) {
  return DATA.reasons[index][1].map((piece) => DATA.pieces[piece]).join("");
}

function word(letter) {
  const [text, style] = WORDS[letter];
  return el("span", { class: style }, text);
}

/** What stands in a hash; the colons and commas of C++ names stay readable. */
function encoded(text) {
  return encodeURIComponent(text).replaceAll("%3A", ":").replaceAll("%2C", ",");
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function classLink(record, trait = "") {
  return `#class=${encoded(record.id)}${trait ? `&trait=${trait}` : ""}`;
}

function place(file, line, column) {
  return line ? `${DATA.files[file]}:${line}${column ? `:${column}` : ""}` : DATA.files[file];
}

/** What explains each of a class's differences, on traits and in its layout; null where nothing does. */
function explanations(record) {
  return [...(record.mismatches ?? []).map((one) => one[3]), ...(record.layouts ?? []).map((one) => one[4])];
}

/** Whether the compilers agree with podcheck on a class: what a filter calls it, what a cell says, how it looks. */
function agreement(record) {
  if (record.template) return ["none", "–", "faint"];
  const differences = explanations(record);
  if (differences.includes(null)) return ["differs", "DIFFERS", "no"];
  const told = record.answers.filter((letters) => letters);
  if (!told.length) return ["silent", "not compared", "unknown"];
  if (differences.length) return ["known", `≠ ${[...new Set(differences)].join(", ")}`, "unknown"];
  if (record.open) return ["open", "open", "unknown"];
  return told.length === record.answers.length ? ["agree", "agree", "faint"] : ["silent", "partly", "unknown"];
}
