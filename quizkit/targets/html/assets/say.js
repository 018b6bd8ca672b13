// Words and small pieces of the page. All text goes in as text, never as markup.

const page = JSON.parse(document.getElementById("data").textContent);
const SIGNS = {
  right: ["M4 12.5l5 5L20 6.5"],
  wrong: ["M6 6l12 12", "M18 6L6 18"],
  partly: ["M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17z", "M12 3.5a8.5 8.5 0 0 0 0 17z"], // the last one full
  empty: ["M6 12h12"],
  dark: ["M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5z"],
  light: ["M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8z",
    "M12 2v2.5M12 19.5V22M2 12h2.5M19.5 12H22M5 5l1.8 1.8M17.2 17.2L19 19M5 19l1.8-1.8M17.2 6.8L19 5"],
};

function word(name, values) {
  return Object.entries(values || {}).reduce(
    (text, entry) => text.split("{" + entry[0] + "}").join(entry[1]),
    page.words[name]
  );
}

// A count or points with the right one of two words.
function counted(name, count, values) {
  const one = page.plural === null ? count === 1 : count < page.plural;
  return word(name + (one ? "_one" : "_other"), values);
}

function shown(number) {
  return String(Math.round(number * 100) / 100).replace(".", page.decimal);
}

function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) say(element, text);
  return element;
}

// Text of ours as an element's content; its language is said where the deck has another one.
function say(element, text) {
  element.textContent = "";
  if (!text) return element;
  const holder = page.foreign ? document.createElement("span") : element;
  holder.textContent = text;
  if (page.foreign) {
    holder.lang = page.foreign;
    holder.dir = "ltr";
    element.append(holder);
  }
  return element;
}

function button(className, text, act) {
  const made = make("button", className, text);
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}

function sign(name) {
  const space = "http://www.w3.org/2000/svg";
  const picture = document.createElementNS(space, "svg");
  picture.setAttribute("viewBox", "0 0 24 24");
  picture.setAttribute("class", "sign");
  picture.setAttribute("aria-hidden", "true");
  SIGNS[name].forEach((line, place) => {
    const path = document.createElementNS(space, "path");
    path.setAttribute("d", line);
    if (name === "partly" && place === 1) path.setAttribute("class", "full");
    picture.append(path);
  });
  return picture;
}

// A mark is a shape and a word; its colour only repeats them.
function markOf(result, text, hidden) {
  const made = make("span", "mark");
  made.append(sign(result), make("span", hidden ? "hidden-text" : "", text));
  return made;
}

// What is wider than the page can be scrolled with the keyboard, in every browser.
function letScroll(root) {
  root.querySelectorAll("pre, .table, math[display]").forEach((wide) => {
    if (wide.scrollWidth > wide.clientWidth + 1) wide.tabIndex = 0;
    else wide.removeAttribute("tabindex");
  });
}

function goTo(element, block) {
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block: block, behavior: still ? "auto" : "smooth" });
}
