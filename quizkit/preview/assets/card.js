// Turns a card over as Anki for computers does: one page lives on, its content is replaced and the
// scripts in it run, so that what was picked on the front is judged on the back.
(function () {
"use strict";
var page = document.getElementById("qa");
var typed = "";

function say(message) {
  message.card = true;
  window.parent.postMessage(message, "*");
}

function tell() {
  say({ height: Math.ceil(Math.max(document.body.scrollHeight, page.getBoundingClientRect().bottom)) });
}

// Letter by letter where Anki compares; here as a whole. The note type's own script judges it.
function compare(content) {
  var code = content.getElementById("typeans");
  if (!code || code.nodeName === "INPUT" || !typed.trim()) return;
  var expected = code.textContent;
  function piece(name, text) {
    var span = document.createElement("span");
    span.className = name;
    span.textContent = text;
    code.appendChild(span);
  }
  code.textContent = "";
  piece(typed === expected ? "typeGood" : "typeBad", typed);
  if (typed === expected) return;
  code.appendChild(document.createElement("br"));
  code.appendChild(document.createElement("span")).id = "typearrow";
  code.lastChild.textContent = "↓";
  code.appendChild(document.createElement("br"));
  piece("typeMissed", expected);
}

function show(side) {
  var input = document.querySelector("input#typeans");
  if (input) typed = input.value;
  document.documentElement.dataset.side = side;
  page.textContent = "";
  var content = document.getElementById(side).content.cloneNode(true);
  compare(content);
  page.appendChild(content); // its scripts run now, as they do in Anki
  input = document.querySelector("input#typeans");
  if (input) input.value = typed;
  tell();
}

window.addEventListener("message", function (event) {
  if (event.source !== window.parent || !event.data) return;
  var side = event.data.side;
  if ((side === "front" || side === "back") && side !== document.documentElement.dataset.side) show(side);
});
document.addEventListener("click", function (event) {
  var link = event.target.closest && event.target.closest("a[href]");
  if (link) event.preventDefault(); // the preview asks no other machine for anything
});
document.addEventListener("keydown", function (event) {
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
  var field = event.target.closest && event.target.closest("input:not([type=radio]):not([type=checkbox])");
  if (field ? event.key === "Enter" : [" ", "ArrowUp", "ArrowDown", "Escape"].indexOf(event.key) >= 0) {
    if (event.key === " " && event.target.closest("button, summary, label, input")) return;
    if (event.target.closest("input") && event.key.indexOf("Arrow") === 0) return;
    event.preventDefault();
    say({ key: event.key === " " || event.key === "Enter" ? "f" : event.key });
  }
});
show(document.documentElement.dataset.side);
if (window.ResizeObserver) new ResizeObserver(tell).observe(document.body);
document.addEventListener("load", tell, true);
say({ ready: true });
})();
