// The course of the whole page: modes, handing in, rounds.

const questions = page.questions.map(Question);
let active = questions;
let round = 1;
let handedIn = false;
let warned = false;

function isExam() {
  return byId("settings").elements.mode.value === "exam" && !handedIn;
}

function refresh() {
  const exam = isExam();
  const over = active.every((question) => question.state !== "open");
  document.body.dataset.mode = exam ? "exam" : "practice";
  active.forEach((question) => {
    if (question.state === "open") question.actions.hidden = exam;
  });
  byId("hand-in").hidden = !exam;
  byId("result").hidden = !over;
  byId("settings").hidden = over;
  showBar(active, exam);
  if (over) showResult(active);
}

// The next question that is still open, from here on and then from the start.
function nextOpen(question) {
  const place = active.indexOf(question);
  const rest = active.slice(place + 1).concat(active.slice(0, place));
  return rest.find((other) => other.state !== "done");
}

function goOn(question) {
  const next = nextOpen(question);
  if (next) goTo(next.heading, "start");
  else goTo(byId("result-h"), "start");
}

function afterDone(question) {
  refresh();
  const next = button("next", word(nextOpen(question) ? "next" : "to_result"), () => goOn(question));
  question.actions.replaceChildren(next);
  question.actions.hidden = false;
  next.focus({ preventScroll: true });
  question.verdict.scrollIntoView({ block: "nearest" });
}

function check(question) {
  if (question.state !== "open" || isExam()) return;
  if (question.key.kind === "self") {
    show(question, afterDone);
    refresh();
    goTo(question.after, "nearest");
    return;
  }
  const problem = objection(question);
  if (problem) object(question, problem);
  else {
    settle(question);
    afterDone(question);
  }
}

function handIn() {
  const open = active.filter((question) => !question.key.card && isEmpty(question));
  if (open.length && !warned) {
    warnOf(open);
    return;
  }
  handedIn = true;
  active.forEach((question) => {
    if (question.key.kind === "self") show(question, refreshed);
    else settle(question);
    if (question.key.kind !== "self") question.actions.hidden = true;
  });
  refresh();
  goTo(byId("result-h"), "start");
}

// In an exam one goes on to the next question that is still to be marked by oneself.
function refreshed(question) {
  refresh();
  goOn(question);
}

function warnOf(open) {
  warned = true;
  const numbers = open.map((question) => question.key.number).join(", ");
  const name = open.length === 1 ? "open_one" : "open_other";
  const go = button("", word("to_open"), () => goTo(open[0].heading, "start"));
  byId("open").replaceChildren(make("p", "objection", word(name, { numbers: numbers })), go);
  say(byId("hand"), word("hand_in_anyway"));
}

function unwarn() {
  warned = false;
  byId("open").replaceChildren();
  say(byId("hand"), word("hand_in"));
}

function begin(chosen, number, announcement) {
  active = chosen;
  round = number;
  handedIn = false;
  unwarn();
  questions.forEach((question) => {
    question.section.hidden = !active.includes(question);
    if (active.includes(question)) reopen(question);
  });
  document.querySelectorAll(".group, .section").forEach((part) => {
    part.hidden = !part.querySelector(".question:not([hidden])");
  });
  say(byId("announce"), announcement);
  refresh();
}

function retry() {
  const wrong = active.filter((question) => question.result !== "right");
  begin(wrong, round + 1, word("round", { number: round + 1 }));
  goTo(wrong[0].heading, "start");
}

function restart() {
  begin(questions, 1, word("started"));
  goTo(byId("announce"), "center");
}

function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : window.matchMedia("(prefers-color-scheme: dark)").matches;
}

function showTheme() {
  const other = isDark() ? "light" : "dark";
  byId("theme").replaceChildren(sign(other));
  byId("theme").setAttribute("aria-label", word(other));
  byId("theme").title = word(other);
}

function turnTheme() {
  document.documentElement.dataset.theme = isDark() ? "light" : "dark";
  showTheme();
}

questions.forEach((question) => {
  question.check.addEventListener("click", () => check(question));
  question.fieldset.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || event.target.tagName !== "INPUT") return;
    event.preventDefault();
    check(question);
  });
});
document.addEventListener("input", (event) => {
  if (event.target.form === byId("settings")) unwarn();
  else if (warned) unwarn();
  refresh();
});
byId("settings").addEventListener("submit", (event) => event.preventDefault());
byId("hand").addEventListener("click", handIn);
byId("retry").addEventListener("click", retry);
byId("restart").addEventListener("click", restart);
byId("print").addEventListener("click", () => window.print());
byId("theme").addEventListener("click", turnTheme);
window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", showTheme);
window.addEventListener("beforeunload", (event) => {
  const started = active.some((question) => question.state !== "open" || !isEmpty(question));
  if (started && active.some((question) => question.state === "open")) event.preventDefault();
});
window.addEventListener("resize", () => letScroll(document));
byId("theme").hidden = false;
document.querySelector(".bar-state").hidden = false;
showTheme();
refresh();
letScroll(document);
