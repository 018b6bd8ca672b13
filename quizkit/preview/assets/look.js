// How the page is set, kept for this tab: filters, sides, colours. The place is in the address.
const KEY = "quizkit-preview";
const START = {
  side: "both", night: "0", phone: "0", paper: "both", scope: "question", theme: "", keys: true,
  search: "", type: "", tag: "", fact: "", findings: false, sheet: {},
};

function kept() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY)) || {};
  } catch {
    return {};
  }
}

export const look = { ...START, ...kept() };

export function keep(changes) {
  Object.assign(look, changes);
  try {
    sessionStorage.setItem(KEY, JSON.stringify(look));
  } catch {
    // Then it lasts until the tab is loaded again.
  }
}

export const byId = (id) => document.getElementById(id);

// An element with text or children; text only ever becomes text.
export function make(tag, properties, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties || {})) {
    if (name === "class") element.className = value;
    else if (name in element && typeof value !== "string") element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

// The options of a choice, without losing what is chosen: a value that went away becomes the first.
export function options(select, entries) {
  const said = JSON.stringify(entries);
  if (select.dataset.entries === said) return;
  select.dataset.entries = said;
  const value = select.value;
  select.replaceChildren(...entries.map(([key, text]) => make("option", { value: key }, text)));
  if (entries.some(([key]) => key === value)) select.value = value;
}

export function radios(name, value) {
  for (const input of document.getElementsByName(name)) input.checked = input.value === value;
}

export function query(values) {
  return new URLSearchParams(values).toString();
}

export const counted = (number, word) => `${number.toLocaleString("en")} ${word}${number === 1 ? "" : "s"}`;
