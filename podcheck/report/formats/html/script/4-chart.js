// What breaks most: for one trait, the classes in which the root causes lie, by how many others of those shown fail
// through them.

const BARS = 8;
let bars = BARS;

function fillChart() {
  const traits = TRAITS.filter((_, at) => !DATA.harmless.includes(at));
  byId("chart-trait").append(...traits.map((trait) => el("option", { value: trait }, words(trait))));
  byId("chart-trait").value = filters.of || "trivially_copyable";
  byId("chart-trait").addEventListener("change", () => {
    bars = BARS;
    filters.cause = "";
    filters.of = byId("chart-trait").value;
    changed();
  });
  byId("chart-more").addEventListener("click", () => {
    bars += 20;
    writeChart();
  });
}

function writeChart() {
  const trait = byId("chart-trait").value;
  const at = TRAITS.indexOf(trait);
  const records = RECORDS.filter(test());
  const failing = records.filter((one) => one.values[at] === "n");
  const counts = new Map();
  for (const one of failing) for (const culprit of breakers(one, at)) counts.set(culprit, (counts.get(culprit) ?? 0) + 1);
  const worst = [...counts].sort(([a, many], [b, more]) => more - many || a - b);
  byId("chart-told").textContent = failing.length
    ? `${number.format(failing.length)} of ${count(records.length, "class", "classes")} ${records.length === 1 ? "is" : "are"} not ${words(trait)}.`
    : `None of ${count(records.length, "class", "classes")} is known not to be ${words(trait)}.`;
  byId("chart").replaceChildren(...worst.slice(0, bars).map(([culprit, amount]) => bar(culprit, amount, failing.length, trait)));
  byId("chart-more").hidden = worst.length <= bars;
  byId("chart-more").textContent = `${number.format(worst.length - bars)} more causes`;
}

function bar(culprit, amount, of, trait) {
  const [name] = DATA.culprits[culprit];
  const chosen = filters.cause === name;
  const drawn = el("span", { class: "bar" });
  drawn.style.width = `${(100 * amount) / of}%`;
  const choose = () => {
    filters.cause = chosen ? "" : name;
    filters.of = trait;
    changed();
    [...byId("chart").querySelectorAll("button")].find((one) => one.dataset.name === name)?.focus();
  };
  return el("li", {}, el("button", { type: "button", "aria-pressed": String(chosen), "data-name": name, title: name, on: { click: choose } },
    el("span", { class: "name" }, name),
    el("span", { class: "track", "aria-hidden": "true" }, drawn),
    el("span", { class: "number" }, `${number.format(amount)} of ${number.format(of)}`)));
}

function writeCause() {
  const told = byId("cause-told");
  told.hidden = !filters.cause;
  if (!filters.cause) return;
  const known = DATA.culprits.find(([name]) => name === filters.cause);
  const target = known && known[1] !== null ? RECORDS[known[1]] : null;
  told.replaceChildren(`Not ${words(filters.of)} through `,
    target ? el("a", { href: classLink(target), class: "name" }, filters.cause) : el("span", { class: "name" }, filters.cause), " ",
    el("button", { type: "button", class: "plain small", on: { click: () => { filters.cause = ""; changed(); } } }, "Show all again"));
}
