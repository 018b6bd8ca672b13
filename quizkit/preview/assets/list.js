// The questions: searched, filtered, chosen.
import { byId, counted, keep, look, make, options } from "./look.js";
import { place, state } from "./state.js";

const rows = new Map();
const NAMES = {
  "flashcard": "Flashcard", "choice": "Choice", "multiple": "Multiple choice", "true-false": "True or false",
  "short-answer": "Short answer", "numeric": "Number", "cloze": "Cloze", "matching": "Matching",
  "ordering": "Ordering", "essay": "Essay",
};
const RANK = ["error", "warning", "advice"];
let choose = () => {};
let shown = [];

export const typeName = (type) => NAMES[type] || type;

const even = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

function found(item, findings) {
  if (look.type && item.type !== look.type) return false;
  if (look.tag && !item.tags.includes(look.tag)) return false;
  if (look.fact && !item.facts.includes(look.fact)) return false;
  if (look.findings && !findings.has(item.id)) return false;
  const text = even([item.id, item.text, typeName(item.type), ...item.tags].join("\n"));
  return even(look.search).split(/\s+/).every((word) => text.includes(word));
}

function worst(severities) {
  return RANK.find((name) => severities.includes(name));
}

function row(item) {
  const button = make("button", { type: "button", class: "row" });
  button.addEventListener("click", () => choose(item.id));
  const line = make("li", { "data-id": item.id }, button);
  rows.set(item.id, line);
  return line;
}

function fill(line, item, severities) {
  const said = JSON.stringify([item, severities]);
  if (line.dataset.said === said) return;
  line.dataset.said = said;
  const badge = severities.length
    ? make("span", { class: `badge is-${worst(severities)}` }, counted(severities.length, "finding")) : "";
  line.firstChild.replaceChildren(
    make("span", { class: "row-text", dir: "auto" }, item.text || item.id),
    make("span", { class: "row-about" },
      make("span", {}, typeName(item.type)), make("span", { class: "id", dir: "auto" }, item.id), badge),
  );
}

function groups() {
  const byQuestion = new Map();
  for (const finding of state.deck ? state.deck.findings : []) {
    if (!finding.question) continue;
    byQuestion.set(finding.question, [...(byQuestion.get(finding.question) || []), finding.severity]);
  }
  return byQuestion;
}

function choices(all) {
  const types = Object.keys(NAMES).filter((type) => all.some((item) => item.type === type));
  const tags = [...new Set(all.flatMap((item) => item.tags))].sort((a, b) => a.localeCompare(b));
  const facts = Object.entries(state.deck ? state.deck.facts : {});
  options(byId("filter-type"), [["", "All types"], ...types.map((type) => [type, typeName(type)])]);
  options(byId("filter-tag"), [["", "All tags"], ...tags.map((tag) => [tag, tag])]);
  options(byId("filter-fact"), [["", "All facts"], ...facts.map(([id, text]) => [id, `${id}: ${text}`])]);
  for (const name of ["type", "tag", "fact"]) {
    byId(`filter-${name}`).value = look[name];
    if (byId(`filter-${name}`).value !== look[name]) {
      byId(`filter-${name}`).value = "";
      if (all.length) keep({ [name]: "" });
    }
    byId(`filter-${name}`).closest("label").hidden = byId(`filter-${name}`).options.length < 2;
  }
}

export function drawList() {
  const all = state.deck ? state.deck.list : [];
  const findings = groups();
  choices(all);
  const visible = all.filter((item) => found(item, findings));
  const list = byId("list");
  const ids = visible.map((item) => item.id);
  if (ids.join("\n") !== shown.join("\n")) {
    const focus = document.activeElement && document.activeElement.closest("#list li");
    const top = list.scrollTop;
    shown = ids;
    list.replaceChildren(...visible.map((item) => rows.get(item.id) || row(item)));
    list.scrollTop = top;
    if (focus && list.contains(focus)) focus.firstChild.focus({ preventScroll: true });
    const known = new Set(all.map((item) => item.id));
    for (const id of [...rows.keys()]) if (!known.has(id)) rows.delete(id);
  }
  for (const item of visible) fill(rows.get(item.id), item, findings.get(item.id) || []);
  const part = visible.length !== all.length;
  byId("count").textContent = part
    ? `${visible.length.toLocaleString("en")} of ${counted(all.length, "question")}` : counted(all.length, "question");
  byId("clear").hidden = !(part || look.search);
  mark(false);
}

export function mark(scroll) {
  for (const line of byId("list").children) {
    const here = line.dataset.id === place.question;
    if (here) line.firstChild.setAttribute("aria-current", "true");
    else line.firstChild.removeAttribute("aria-current");
    if (here && scroll) line.scrollIntoView({ block: "nearest" });
  }
}

export function step(by) {
  if (!shown.length) return;
  const at = shown.indexOf(place.question);
  const to = at < 0 ? 0 : Math.min(Math.max(at + by, 0), shown.length - 1);
  choose(shown[to]);
  const inList = document.activeElement && document.activeElement.closest("#list");
  if (inList) rows.get(shown[to]).firstChild.focus();
}

export function setUpList(onChoose) {
  choose = onChoose;
  byId("search").value = look.search;
  byId("filter-findings").checked = look.findings;
  byId("search").addEventListener("input", (event) => { keep({ search: event.target.value }); drawList(); });
  for (const name of ["type", "tag", "fact"]) {
    byId(`filter-${name}`).addEventListener("change", (event) => { keep({ [name]: event.target.value }); drawList(); });
  }
  byId("filter-findings").addEventListener("change", (event) => { keep({ findings: event.target.checked }); drawList(); });
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  byId("search").addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && shown.length) {
      event.preventDefault();
      rows.get(shown.includes(place.question) ? place.question : shown[0]).firstChild.focus();
    }
  });
  byId("clear").addEventListener("click", () => {
    keep({ search: "", type: "", tag: "", fact: "", findings: false });
    byId("search").value = "";
    byId("filter-findings").checked = false;
    drawList();
    byId("search").focus();
  });
}
