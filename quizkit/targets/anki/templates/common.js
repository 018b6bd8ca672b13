// Shared by all cards. The page may live on from card to card (Anki for computers) or be loaded
// anew between front and back (AnkiDroid), so only the student's picks are kept, and an order that
// changes daily is computed again from the question and the day.
var root = document.getElementById("qk");
if (!root) return;
var back = root.dataset.side === "back";
var store = "quizkit:" + root.dataset.id;

function today() {
  var now = new Date();
  return now.getFullYear() + "-" + (now.getMonth() + 1) + "-" + now.getDate();
}

function load() {
  var kept = window.quizkitState;
  if (kept && kept.store === store) return kept;
  try {
    kept = JSON.parse(sessionStorage.getItem(store));
  } catch (error) {
    kept = null;
  }
  return kept && kept.store === store ? kept : { store: store, day: today(), picks: [] };
}

function save(state) {
  window.quizkitState = state;
  try {
    sessionStorage.setItem(store, JSON.stringify(state));
  } catch (error) {
    // Private windows may refuse; `window` then has to do.
  }
}

function generator(seed) {
  var hash = 2166136261;
  for (var i = 0; i < seed.length; i++) hash = Math.imul(hash ^ seed.charCodeAt(i), 16777619);
  return function () {
    hash = (hash + 0x6d2b79f5) | 0;
    var mixed = Math.imul(hash ^ (hash >>> 15), 1 | hash);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

function shuffled(count, seed) {
  var next = generator(seed);
  var order = [];
  for (var i = 0; i < count; i++) {
    var j = Math.floor(next() * (i + 1));
    order[i] = order[j];
    order[j] = i;
  }
  return order;
}

function make(tag, className, text) {
  var element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}

function children(selector) {
  var parent = root.querySelector(selector);
  return parent ? Array.prototype.slice.call(parent.children) : [];
}

function letter(position) {
  return String.fromCharCode(65 + position);
}

function moveContent(from, to) {
  while (from.firstChild) to.appendChild(from.firstChild);
  if (from.dir) to.dir = from.dir;
  from.removeAttribute("dir");
  return to;
}

function numbers(text) {
  return (text || "").split(/\s+/).filter(Boolean).map(function (part) { return Number(part) - 1; });
}

// A mark is a shape and a word; the colour only repeats it.
function mark(shape, word) {
  var element = make("span", "qk-mark");
  var sign = make("span", "qk-sign", shape);
  sign.setAttribute("aria-hidden", "true");
  element.appendChild(sign);
  element.appendChild(make("span", "w-" + word));
  return element;
}

function verdict(result, before, detail) {
  var shape = { right: "✓", partly: "◐", wrong: "✗" }[result];
  var banner = make("div", "qk-verdict qk-is-" + result);
  banner.setAttribute("role", "status");
  banner.appendChild(mark(shape, result));
  if (detail) banner.appendChild(make("bdi", "qk-score", detail)).dir = "auto";
  before.parentNode.insertBefore(banner, before);
}

// Keys on the front only: on the back 1 to 4 rate the card. Space and Enter always stay Anki's.
function keys(handle) {
  if (window.quizkitKeys) document.removeEventListener("keydown", window.quizkitKeys);
  window.quizkitKeys = function (event) {
    if (!root.isConnected) {
      document.removeEventListener("keydown", window.quizkitKeys);
      return;
    }
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    if (event.target.closest && event.target.closest(
      "input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]")) return;
    if (/^[1-9]$/.test(event.key)) handle(Number(event.key) - 1, "digit");
    else if (/^[a-z]$/i.test(event.key)) handle(event.key.toLowerCase().charCodeAt(0) - 97, "letter");
  };
  document.addEventListener("keydown", window.quizkitKeys);
}

if (back) {
  Array.prototype.forEach.call(root.querySelectorAll("details.qk-passage"), function (passage) {
    passage.open = false;
  });
  Array.prototype.forEach.call(root.querySelectorAll(".qk-tags"), function (line) {
    var tags = line.textContent.split(/\s+/).filter(Boolean);
    line.textContent = "";
    tags.forEach(function (tag) { line.appendChild(make("span", "qk-tag", tag)); });
  });
}
