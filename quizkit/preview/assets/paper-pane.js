// The pages of the worksheet and its key, following the question; set when somebody looks.
import { byId, keep, look, make, options, query, radios } from "./look.js";
import { place, state } from "./state.js";
import { finding } from "./findings.js";

const sheets = {};
const button = (text, about) => make("button", { type: "button", class: "quiet icon", "aria-label": about }, text);

function build(kind, title) {
  const it = {
    kind, wanted: "", made: null, page: 0, turned: false, at: "", asked: 0,
    back: button("‹", `${title}: previous page`), on: button("›", `${title}: next page`),
    number: make("span", { class: "page-number" }), note: make("span", { class: "note", role: "status" }),
    file: make("a", { target: "_blank", rel: "noopener", class: "file" }, "PDF"),
    image: make("img", { alt: "", class: "page" }), mark: make("div", { class: "here-mark", "aria-hidden": "true" }),
    trouble: make("ul", { class: "trouble" }),
  };
  it.paper = make("div", { class: "paper", hidden: true }, it.image, it.mark);
  it.box = make("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": `${title}: the page` }, it.trouble, it.paper);
  it.title = make("h3", {}, title);
  it.section = make("section", { class: `sheet-box is-${kind}` },
    make("div", { class: "sheet-tools" }, it.title, it.note, make("span", { class: "pages" }, it.back, it.number, it.on), it.file), it.box);
  it.back.addEventListener("click", () => turn(it, -1));
  it.on.addEventListener("click", () => turn(it, 1));
  sheets[kind] = it;
  return it.section;
}

function turn(it, by) {
  if (!it.made || !it.made.pages) return;
  const page = Math.min(Math.max(it.page + by, 1), it.made.pages);
  if (page !== it.page) {
    it.turned = true;
    draw(it, page, 0);
  }
}

export function turnAll(by) {
  for (const it of Object.values(sheets)) if (!it.section.hidden) turn(it, by);
}

function papers() {
  return state.deck ? state.deck.papers : [];
}

// The chosen paper; of the parts of a long one, the part with the question.
function chosen() {
  const all = papers();
  const kept = look.sheet[place.deck];
  const paper = all.find((one) => one.sheet === kept) || all[0];
  if (!paper || !paper.questions || paper.questions.includes(place.question)) return paper;
  const stem = (one) => one.name.replace(/, [^,]*$/, "");
  return all.find((one) => one.questions && stem(one) === stem(paper) && /\d–\d/.test(one.name)
    && one.questions.includes(place.question)) || paper;
}

let turns = 0;

export async function drawPapers() {
  const paper = chosen();
  options(byId("paper"), papers().map((one) => [one.sheet, one.name]));
  byId("paper").closest("label").hidden = papers().length < 2;
  byId("no-paper").hidden = Boolean(paper);
  byId("no-paper").textContent = "No worksheet yet: it begins with the first question.";
  byId("papers").hidden = !paper;
  byId("paper-side").hidden = !paper || !paper.key;
  if (!paper) return;
  byId("paper").value = paper.sheet;
  sheets.sheet.title.textContent = paper.questions ? "Worksheet" : "Fact sheet";
  sheets.sheet.section.hidden = Boolean(paper.key) && look.paper === "key";
  sheets.key.section.hidden = !paper.key || look.paper === "sheet";
  byId("papers").dataset.count = String(Object.values(sheets).filter((it) => !it.section.hidden).length);
  const shown = [[sheets.sheet, paper.sheet], [sheets.key, paper.key]].filter(([it]) => !it.section.hidden);
  // Both at once where there are cores for it; else the worksheet is not to wait for its key.
  const turn = ++turns;
  for (const [it, name] of shown) if (it.wanted === wish(name)) follow(it, paper); // perhaps to another question
  for (const [it, name] of shown) {
    const coming = bring(it, name, paper);
    if (!(navigator.hardwareConcurrency > 2)) await coming;
    if (turn !== turns) return;
  }
}

const wish = (name) => JSON.stringify([place.deck, name, state.deck.edition]);

async function bring(it, name, paper) {
  if (getComputedStyle(byId("paper-pane")).display === "none") return; // nobody looks
  if (it.wanted !== wish(name)) {
    it.wanted = wish(name);
    it.coming = load(it, name).then((fresh) => fresh && follow(it, paper));
  }
  await it.coming;
}

// Whether there is something new to show: not where more has been asked for meanwhile, or nothing came.
async function load(it, name) {
  const asked = ++it.asked;
  const edition = state.deck.edition;
  it.note.textContent = "Setting the page…";
  it.section.classList.add("waiting");
  const answer = await fetch(`sheet?${query({ deck: place.deck, sheet: name })}`, { cache: "no-store" }).catch(() => null);
  if (asked !== it.asked) return false;
  if (!answer || !answer.ok) {
    it.wanted = "";
    it.note.textContent = "";
    return false;
  }
  const before = it.made;
  const made = await answer.json();
  if (asked !== it.asked) return false;
  it.made = made;
  it.edition = edition;
  if (!before || it.name !== name) it.turned = false;
  it.name = name;
  it.note.textContent = "";
  return true;
}

// The page with the question, unless somebody turned the pages and the question is still the same.
function follow(it, paper) {
  const made = it.made;
  if (!made) return;
  it.trouble.replaceChildren(...made.findings.map((item) => finding(item, false)));
  if (made.problem) it.trouble.append(make("li", { class: "finding is-error" }, make("p", { class: "message" }, made.problem)));
  if (!made.pages) {
    it.paper.hidden = true;
    it.section.classList.remove("waiting");
    return;
  }
  const at = made.places[place.question];
  const moved = it.at !== `${place.deck}\n${it.name}\n${place.question}`;
  it.at = `${place.deck}\n${it.name}\n${place.question}`;
  if (moved) it.turned = false;
  const why = state.deck.unprintable[place.question];
  if (paper.questions && !at) it.note.textContent = why ? `Not on paper: ${why}` : "This question is not on this worksheet";
  else if (!it.note.textContent.startsWith("Setting")) it.note.textContent = "";
  const page = at && !it.turned ? at[0] : Math.min(it.page || 1, made.pages);
  draw(it, page, at && !it.turned && (moved || page !== it.page) ? at[1] : null);
}

async function draw(it, page, to) {
  const made = it.made;
  const edition = it.edition;
  const url = `page/${page}?${query({ of: made.token })}`;
  it.number.textContent = `${page} of ${made.pages}`;
  it.back.disabled = page <= 1;
  it.on.disabled = page >= made.pages;
  it.file.href = `page/pdf?${query({ of: made.token })}`;
  it.page = page;
  const next = new Image();
  next.src = url;
  try {
    await next.decode();
  } catch {
    return;
  }
  if (it.made !== made || it.page !== page) return;
  it.image.src = url;
  it.image.alt = `${it.title.textContent}, page ${page} of ${made.pages}`;
  it.paper.hidden = false;
  it.section.classList.remove("waiting");
  mark(it, page);
  if (to !== null) {
    const down = to * it.paper.offsetHeight; // as far up the page as it still shows the question: its head counts
    it.box.scrollTop = down < it.box.clientHeight / 2 ? 0 : down - 36;
  }
  it.section.dataset.edition = String(edition);
}

// A line beside the question, down to where the next one begins.
function mark(it, page) {
  const at = it.made.places[place.question];
  it.mark.hidden = !at || at[0] !== page;
  it.mark.classList.toggle("is-rtl", state.deck.rtl);
  if (it.mark.hidden) return;
  const later = Object.values(it.made.places).filter(([on, y]) => on === page && y > at[1]).map(([, y]) => y);
  const end = later.length ? Math.min(...later) - 0.022 : Math.min(at[1] + 0.12, 0.95);
  it.mark.style.setProperty("top", `${(at[1] - 0.012) * 100}%`);
  it.mark.style.setProperty("height", `${Math.max(end - at[1] + 0.008, 0.02) * 100}%`);
}

export function setUpPapers() {
  byId("papers").append(build("sheet", "Worksheet"), build("key", "Answer key"));
  radios("paper", look.paper);
  for (const input of document.getElementsByName("paper")) {
    input.addEventListener("change", () => { keep({ paper: input.value }); drawPapers(); });
  }
  byId("paper").addEventListener("change", (event) => {
    keep({ sheet: { ...look.sheet, [place.deck]: event.target.value } });
    drawPapers();
  });
}
