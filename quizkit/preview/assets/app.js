// Puts the parts together: what changed on disk is drawn where it shows, and nothing else moves.
import { byId, counted, keep, look, make, options } from "./look.js";
import { go, onCard, onChange, place, refresh, start, state } from "./state.js";
import { drawList, mark, setUpList, step } from "./list.js";
import { drawFindings, frame, said, setUpFindings, where } from "./findings.js";
import { drawCard, flip, set, setUpCard } from "./card-pane.js";
import { drawPapers, setUpPapers, turnAll } from "./paper-pane.js";

function choose(id) {
  go({ question: id });
  state.question = null;
  mark(true);
  drawFindings();
  drawCard();
  document.querySelector(".middle").scrollTop = 0;
  if (document.body.dataset.pane === "list" && byId("list").contains(document.activeElement)) pane("card");
}

function line(...parts) {
  return make("p", { dir: "auto" }, ...parts);
}

// Above everything: why what is shown is not what the file says now.
function banner(connected) {
  const deck = state.deck;
  const parts = [];
  let kind = "error";
  if (!connected) {
    kind = "lost";
    parts.push(make("h2", {}, "The preview has ended"), line("Start it again in the terminal with ", make("code", {}, "quizkit preview"),
      " and open the address that it gives. What you see is the last state."));
  } else if (state.trouble) {
    parts.push(make("h2", {}, "quizkit has a bug"), line(`Your deck is safe; this page shows its last state. Please report: ${state.trouble}`));
  } else if (deck && deck.state === "gone") {
    kind = "lost";
    parts.push(make("h2", {}, "This deck’s file is gone"), line(deck.list.length
      ? `${deck.key} was deleted or renamed. You see it as it was last; as soon as it is back, the preview goes on.`
      : `There is no ${deck.key}. As soon as it is there, it is shown.`));
  } else if (deck && deck.state === "broken") {
    const errors = deck.findings.filter((item) => item.severity === "error");
    const first = errors[0] || deck.findings[0];
    parts.push(make("h2", {}, deck.list.length ? "The last save cannot be read. You see the deck as it was before." : "This deck cannot be read yet."));
    if (first) {
      parts.push(line(make("strong", {}, ...said(first.message)), " ", make("span", { class: "where" }, where(first))), frame(first));
      if (first.label || first.hint) parts.push(make("p", { class: "hint", dir: "auto" }, ...said(first.label || first.hint)));
    }
    if (errors.length > 1) parts.push(line(`and ${counted(errors.length - 1, "more error")} among the findings`));
  } else if (!deck) {
    kind = "lost";
    const first = state.general[0];
    parts.push(make("h2", {}, "There is no deck here"), line(...said(first ? first.message : "Nothing to show.")));
    if (first && first.hint) parts.push(make("p", { class: "hint" }, ...said(first.hint)));
  }
  const box = byId("banner");
  const whole = JSON.stringify([kind, parts.map((part) => part && part.textContent)]);
  if (box.dataset.said === whole) return;
  box.dataset.said = whole;
  box.className = `banner is-${kind}`;
  box.hidden = !parts.length;
  box.replaceChildren(...(parts.length ? [make("div", { role: "alert" }, ...parts.filter(Boolean))] : []));
}

function header() {
  const deck = state.deck;
  const states = { gone: " (gone)", broken: " (cannot be read)", ok: "" };
  const names = state.decks.map((one) => one.key.replace(/^.*[/\\]/, ""));
  const clear = new Set(names).size === names.length;
  options(byId("deck"), state.decks.map((one, index) => {
    const name = clear ? names[index] : one.key;
    const called = one.title === one.key ? name : `${one.title} · ${name}`; // one never read has no title
    return [one.key, `${called}${states[one.state]}`];
  }));
  byId("deck").value = place.deck;
  byId("deck").disabled = state.decks.length < 2;
  document.title = deck ? `${deck.title} – quizkit preview` : "quizkit preview";
}

let edition = "";

function status(text, kind) {
  byId("status").textContent = text;
  byId("status").className = kind;
}

function update(connected) {
  state.questionId = state.question ? place.question : null;
  banner(connected);
  if (!connected) {
    status("Ended", "is-lost");
    return;
  }
  header();
  const deck = state.deck;
  const now = deck ? `${deck.key}/${deck.edition}` : "";
  if (!deck) status("No deck", "is-broken");
  else if (deck.state !== "ok") status(deck.list.length ? "Last good view" : "Nothing to show yet", "is-broken");
  else if (now !== edition && edition.startsWith(`${deck.key}/`)) status(`Updated ${new Date().toLocaleTimeString()}`, "is-fine");
  else status(edition === now && byId("status").textContent.startsWith("Updated") ? byId("status").textContent : "Up to date", "is-fine");
  edition = now;
  drawList();
  drawFindings();
  drawCard();
  document.body.dataset.version = String(state.version);
}

const typing = (element) => element.closest && element.closest("input:not([type=radio]):not([type=checkbox]), textarea, select");

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  f: () => flip(),
  d: () => set("night", look.night === "1" ? "0" : "1"),
  p: () => set("phone", look.phone === "1" ? "0" : "1"),
  "[": () => turnAll(-1),
  "]": () => turnAll(1),
  "/": () => { pane("list"); byId("search").focus(); byId("search").select(); },
  "?": () => byId("help").showModal(),
};

function pressed(key) {
  if (key === "ArrowDown") step(1);
  else if (key === "ArrowUp") step(-1);
  else if (KEYS[key.toLowerCase()]) KEYS[key.toLowerCase()]();
}

function onKey(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented || document.querySelector("dialog[open]")) return;
  if (typing(event.target)) {
    if (event.key === "Escape" && event.target.id === "search") event.target.blur();
    return;
  }
  const inList = event.target.closest && event.target.closest("#list");
  const arrow = event.key === "ArrowDown" || event.key === "ArrowUp";
  if (arrow ? !inList : !look.keys || !KEYS[event.key.toLowerCase()]) return;
  event.preventDefault();
  pressed(event.key);
}

function pane(name) {
  document.body.dataset.pane = name;
  for (const tab of document.querySelectorAll(".tabs button")) {
    tab.setAttribute("aria-pressed", String(tab.dataset.pane === name));
  }
  if (state.deck) drawPapers();
}

function theme() {
  const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  if (look.theme) document.documentElement.dataset.theme = look.theme;
  byId("theme").setAttribute("aria-pressed", String((look.theme || system) === "dark"));
}

setUpList(choose);
setUpFindings(choose);
setUpCard(() => drawPapers(), pressed);
setUpPapers();
theme();
pane("card");
onChange(update);
onCard(() => { state.questionId = place.question; drawCard(); });
byId("deck").addEventListener("change", (event) => { go({ deck: event.target.value, question: "" }); refresh(); });
byId("theme").addEventListener("click", () => {
  keep({ theme: byId("theme").getAttribute("aria-pressed") === "true" ? "light" : "dark" });
  theme();
});
byId("help-open").addEventListener("click", () => byId("help").showModal());
byId("keys").checked = look.keys;
byId("keys").addEventListener("change", (event) => keep({ keys: event.target.checked }));
for (const tab of document.querySelectorAll(".tabs button")) tab.addEventListener("click", () => pane(tab.dataset.pane));
document.addEventListener("keydown", onKey);
window.addEventListener("resize", () => { if (state.deck) drawPapers(); });
start();
