// Where we are (deck and question, in the address) and what the server says of it.
import { query } from "./look.js";

const address = new URLSearchParams(location.search);
export const place = { deck: address.get("deck") || "", question: address.get("q") || "" };
export const state = { version: 0, decks: [], general: [], deck: null, trouble: "", question: null };

let listeners = [];
let wanted = -1;
let asking = false;

export function onChange(listener) {
  listeners.push(listener);
}

export function go(changes) {
  Object.assign(place, changes);
  const to = {};
  if (place.deck) to.deck = place.deck;
  if (place.question) to.q = place.question;
  history.replaceState(null, "", `?${query(to)}`);
}

function tell(connected) {
  for (const listener of listeners) listener(connected);
}

// A deck that was renamed keeps its id; else the first one.
function chosenDeck(before) {
  if (state.decks.some((deck) => deck.key === place.deck)) return place.deck;
  const same = before && state.decks.find((deck) => deck.id === before.id);
  return (same || state.decks[0] || { key: "" }).key;
}

// The question that was selected; where it is gone, the one that stands in its place now.
function chosenQuestion(before) {
  const list = state.deck ? state.deck.list : [];
  if (list.some((item) => item.id === place.question)) return place.question;
  const index = before && before.key === (state.deck || {}).key
    ? before.list.findIndex((item) => item.id === place.question) : 0;
  return (list[Math.min(Math.max(index, 0), list.length - 1)] || { id: "" }).id;
}

// The card before the rest: with a thousand questions the list takes its time.
async function cardFirst() {
  if (!state.deck || state.deck.key !== place.deck) return;
  const answer = await fetch(`question?${query({ deck: place.deck, id: place.question })}`, { cache: "no-store" });
  const now = await answer.json();
  if (!now.cards.length || now.edition === state.deck.edition) return;
  state.deck.edition = now.edition;
  state.question = now;
  quickly();
}

let quickly = () => {};

export function onCard(listener) {
  quickly = listener;
}

export async function refresh() {
  if (asking) {
    wanted = Infinity;
    return;
  }
  asking = true;
  try {
    do {
      wanted = -1;
      const before = state.deck;
      await cardFirst();
      for (let turn = 0; turn < 3; turn++) {
        const asked = { deck: place.deck, id: place.question };
        const answer = await fetch(`state?${query(asked)}`, { cache: "no-store" });
        if (answer.status >= 500) {
          state.trouble = await answer.text();
          break;
        }
        if (!answer.ok) throw new Error(await answer.text());
        Object.assign(state, await answer.json());
        go({ deck: chosenDeck(before) });
        go({ question: chosenQuestion(before) });
        if (place.deck === asked.deck && (place.question === asked.id || !place.question)) break;
      }
      tell(true);
    } while (wanted > state.version);
  } catch {
    tell(false);
  } finally {
    asking = false;
  }
}

// Changes arrive while somebody looks: a browser has only six connections for all tabs of one server.
let source = null;

function listen() {
  if (document.hidden) {
    if (source) source.close();
    source = null;
    return;
  }
  if (source) return;
  source = new EventSource("events");
  source.onmessage = (event) => {
    if (Number(event.data) !== state.version || !connected) refresh();
    connected = true;
  };
  source.onerror = () => {
    connected = false;
    const mine = source;
    setTimeout(() => {
      if (source === mine && !connected) tell(false);
      if (source === mine && mine && mine.readyState === EventSource.CLOSED) {
        source = null;
        setTimeout(listen, 2000);
      }
    }, 700);
  };
}

let connected = false;

export function start() {
  document.addEventListener("visibilitychange", listen);
  listen();
  return refresh();
}
