// The card: in frames without an origin, each with its own policy; they say how high they are.
import { byId, keep, look, make, query, radios } from "./look.js";
import { place, state } from "./state.js";
import { typeName } from "./list.js";

const holders = {};
let ordinal = 0;
let drawn = () => {};
let onKey = () => {};
let asked = 0;

function holder(name) {
  return (holders[name] = { box: byId(name), frame: null, next: null, url: "", side: name });
}

// The new card is loaded behind the old one and takes its place when it is ready.
function show(it, url, side, about) {
  it.side = side;
  if (it.url === url) {
    if (it.frame) it.frame.contentWindow.postMessage({ side }, "*");
    return;
  }
  it.url = url;
  if (it.next) it.next.remove();
  const frame = make("iframe", { sandbox: "allow-scripts", title: about, class: "coming", referrerpolicy: "no-referrer" });
  it.next = frame;
  frame.src = `${url}&side=${side}`;
  frame.addEventListener("load", () => setTimeout(() => ready(it, frame), 400));
  it.box.append(frame);
}

function ready(it, frame) {
  if (it.next !== frame) return;
  if (it.frame) it.frame.remove();
  it.frame = frame;
  it.next = null;
  frame.classList.remove("coming");
  frame.contentWindow.postMessage({ side: it.side }, "*");
  byId("card-pane").dataset.edition = String(it.edition);
}

function clear(it) {
  if (it.frame) it.frame.remove();
  if (it.next) it.next.remove();
  Object.assign(it, { frame: null, next: null, url: "" });
}

window.addEventListener("message", (event) => {
  for (const it of Object.values(holders)) {
    const frame = [it.frame, it.next].find((one) => one && one.contentWindow === event.source);
    if (!frame || !event.data || event.data.card !== true) continue;
    const height = Number(event.data.height);
    if (height > 0) frame.style.setProperty("height", `${Math.min(Math.max(height, 160), 4000)}px`);
    if (event.data.ready) ready(it, frame);
    if (typeof event.data.key === "string") onKey(event.data.key);
  }
});

async function cardsOf(id) {
  if (state.question && state.questionId === id) return state.question.cards;
  const answer = await fetch(`question?${query({ deck: place.deck, id })}`, { cache: "no-store" });
  return answer.ok ? (await answer.json()).cards : [];
}

function which(cards) {
  const box = byId("which");
  const said = JSON.stringify(cards);
  box.hidden = cards.length < 2;
  if (box.dataset.said !== said) {
    box.dataset.said = said;
    box.replaceChildren(make("legend", { class: "hidden-text" }, "Card"), ...cards.map((card) => {
      const input = make("input", { type: "radio", name: "which", value: String(card.ordinal) });
      input.addEventListener("change", () => { ordinal = card.ordinal; drawCard(); });
      return make("label", {}, input, make("span", {}, card.name));
    }));
  }
  radios("which", String(ordinal));
}

export async function drawCard() {
  const item = state.deck && state.deck.list.find((one) => one.id === place.question);
  const turn = ++asked;
  const cards = item ? await cardsOf(item.id) : [];
  if (turn !== asked) return;
  byId("about").replaceChildren(...(item ? about(item) : []));
  byId("no-card").hidden = cards.length > 0;
  byId("no-card").textContent = !state.deck || !state.deck.list.length
    ? "No question yet. Write one, save, and it appears here." : "This question makes no card in Anki.";
  if (!cards.some((card) => card.ordinal === ordinal)) ordinal = cards.length ? cards[0].ordinal : 0;
  which(cards);
  byId("cards").className = `${look.phone === "1" ? "phone" : "desktop"}${look.night === "1" ? " night" : ""}`;
  for (const it of Object.values(holders)) {
    const wanted = cards.length && (look.side === "both" || it === holders.front);
    it.box.hidden = !wanted;
    if (!wanted) {
      clear(it);
      continue;
    }
    const side = look.side === "both" ? it.box.id : look.side;
    it.edition = state.deck.edition;
    it.box.firstElementChild.textContent = side === "front" ? "Front" : "Back";
    const url = `media/card?${query({
      deck: place.deck, id: item.id, card: ordinal, night: look.night, phone: look.phone, edition: state.deck.edition,
    })}`;
    show(it, url, side, `${side === "front" ? "Front" : "Back"} of the card`);
  }
  if (!cards.length) byId("card-pane").dataset.edition = String(state.deck ? state.deck.edition : 0);
  drawn(); // the page is asked for behind the card, not after it: it is set on another core
}

function about(item) {
  const parts = [make("span", {}, typeName(item.type)), make("span", { class: "id" }, item.id)];
  if (item.line) parts.push(make("span", {}, `line ${item.line}`));
  if (item.difficulty) parts.push(make("span", {}, item.difficulty));
  parts.push(...item.tags.map((tag) => make("span", { class: "tag", dir: "auto" }, tag)));
  return parts;
}

export function flip() {
  set("side", look.side === "front" ? "back" : "front");
}

export function set(name, value) {
  keep({ [name]: value });
  radios(name, value);
  drawCard();
}

export function setUpCard(onDrawn, keyHandler) {
  drawn = onDrawn;
  onKey = keyHandler;
  holder("front");
  holder("back");
  for (const name of ["side", "night", "phone"]) {
    radios(name, look[name]);
    for (const input of document.getElementsByName(name)) input.addEventListener("change", () => set(name, input.value));
  }
}
