// What `quizkit check` finds, at its question and for the whole deck.
import { byId, counted, keep, look, make, radios } from "./look.js";
import { place, state } from "./state.js";

let choose = () => {};

export function where(item) {
  if (!item.line) return item.path;
  return `${item.path}, line ${item.line}, column ${item.column}`;
}

export function frame(item) {
  if (!item.frame.length) return "";
  return make("pre", { class: "frame", tabindex: "0", "aria-label": `Line ${item.line}` }, ...item.frame.map((line) =>
    make("span", { class: line.line === item.line ? "line here" : "line" },
      make("span", { class: "number" }, String(line.line)),
      make("span", { dir: "auto" }, line.parts[0], line.parts.length > 1 ? make("mark", {}, line.parts[1]) : "",
        line.parts[2] || ""))));
}

// What stands between backquotes is somebody's text: it is set as code.
export function said(text) {
  return text.split(/`([^`]+)`/).map((part, index) => index % 2 ? make("code", {}, part) : part);
}

async function explain(code) {
  const answer = await fetch(`code/${code}`);
  if (!answer.ok) return;
  byId("explain-h").textContent = code;
  byId("explain-text").textContent = await answer.text();
  byId("explain").showModal();
}

export function finding(item, withQuestion) {
  const code = make("button", { type: "button", class: "link code", "aria-label": `${item.code}: explain` }, item.code);
  code.addEventListener("click", () => explain(item.code));
  const head = make("p", { class: "finding-head" }, make("span", { class: `badge is-${item.severity}` }, item.severity), code);
  if (withQuestion && item.question) {
    const to = make("button", { type: "button", class: "link" }, item.question);
    to.addEventListener("click", () => choose(item.question));
    head.append(to);
  }
  return make("li", { class: `finding is-${item.severity}` },
    head,
    make("p", { class: "message", dir: "auto" }, ...said(item.message)),
    make("p", { class: "where" }, where(item)),
    frame(item),
    item.label ? make("p", { class: "hint", dir: "auto" }, ...said(item.label)) : "",
    item.hint ? make("p", { class: "hint", dir: "auto" }, ...said(item.hint)) : "",
    ...item.related.map((other) => make("p", { class: "where" }, `${other.message}: ${where(other)}`)));
}

export function drawFindings() {
  const deck = state.deck;
  const all = [...(deck ? deck.findings : []), ...state.general];
  const mine = all.filter((item) => item.question && item.question === place.question);
  byId("scope-question").textContent = `This question (${mine.length})`;
  byId("scope-deck").textContent = `Whole deck (${all.length + (deck ? deck.more : 0)})`;
  const whole = look.scope === "deck" || !place.question;
  radios("scope", whole ? "deck" : "question");
  const shown = whole ? all : mine;
  const said = JSON.stringify([shown, whole]);
  if (byId("findings").dataset.said !== said) {
    byId("findings").dataset.said = said;
    byId("findings").replaceChildren(...shown.map((item) => finding(item, whole)));
  }
  byId("no-findings").hidden = shown.length > 0;
  byId("no-findings").textContent = whole || !all.length
    ? "Nothing found: quizkit check is happy with this deck."
    : `Nothing found in this question; ${counted(all.length, "finding")} elsewhere in the deck.`;
  const counts = ["error", "warning", "advice"].map((name) => [name, all.filter((item) => item.severity === name).length]);
  const most = counts.find(([, number]) => number);
  byId("all-findings").className = `quiet badge ${most ? `is-${most[0]}` : "is-fine"}`;
  byId("all-findings").textContent = most
    ? counts.filter(([, number]) => number).map(([name, number]) => name === "advice" ? `${number} advice` : counted(number, name)).join(", ")
    : "No findings";
}

export function setUpFindings(onChoose) {
  choose = onChoose;
  radios("scope", look.scope);
  for (const input of document.getElementsByName("scope")) {
    input.addEventListener("change", () => { keep({ scope: input.value }); drawFindings(); });
  }
  byId("all-findings").addEventListener("click", () => {
    keep({ scope: "deck" });
    radios("scope", "deck");
    document.body.dataset.pane = "findings";
    drawFindings();
    byId("findings-pane").focus();
    byId("findings-pane").scrollIntoView({ block: "start" });
  });
}
