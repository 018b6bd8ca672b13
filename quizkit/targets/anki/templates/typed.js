// Anki compares letter by letter with one answer. Here the others count too, and number ranges.
// What was typed is read from Anki's comparison, the one thing that all clients leave on the back.
var comparison = document.getElementById("typeans");

function typed() {
  if (!comparison) return "";
  var arrow = document.getElementById("typearrow");
  if (!arrow) return comparison.querySelector(".typeGood") ? comparison.textContent : "";
  var text = "";
  Array.prototype.some.call(comparison.childNodes, function (node) {
    if (node === arrow || node.nodeName === "BR") return true;
    if (!node.classList || !node.classList.contains("typeMissed")) text += node.textContent;
    return false;
  });
  return text;
}

function even(text) {
  var result = text.normalize("NFKC").trim().replace(/\s+/g, " ").replace(/[’‘]/g, "'");
  if (!root.dataset.accents) result = result.normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  return root.dataset.case ? result : result.toLowerCase();
}

// A comma may stand before the decimals or between thousands: either reading counts.
function numbersIn(text) {
  var unit = root.querySelector(".qk-unit");
  var bare = unit ? text.replace(unit.textContent, "") : text;
  bare = bare.replace(/[\s\u00a0\u202f_'’]/g, "").replace("\u2212", "-");
  return [bare.replace(",", "."), bare.replace(/,(?=\d{3}(?!\d))/g, "")].filter(function (form) {
    return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(form);
  }).map(Number);
}

function accepted(text) {
  if (root.dataset.low) {
    return numbersIn(text).some(function (value) {
      return value >= Number(root.dataset.low) && value <= Number(root.dataset.high);
    });
  }
  var answers = children(".qk-accepted ul").map(function (item) { return item.textContent; });
  answers.push(document.getElementById("qk-plain").textContent);
  return answers.some(function (answer) { return even(answer) === even(text); });
}

var given = typed();
if (given.trim()) {
  var right = accepted(given);
  verdict(right ? "right" : "wrong", root.querySelector(".qk-typed"), right ? given : "");
  if (right) root.classList.add("qk-accepted-answer");
}
root.classList.add("qk-done");
