// One right option, several, or true and false.
var items = children(".qk-options > ol");
var multiple = root.dataset.kind === "multiple";
var state = back ? load() : { store: store, day: today(), picks: [] };
var inputs = [];

function arranged() {
  if (root.dataset.order === "fixed") return items.map(function (_, index) { return index; });
  var pinned = root.dataset.order === "pinned" ? 1 : 0;
  var order = shuffled(items.length - pinned, root.dataset.id + state.day);
  return pinned ? order.concat(items.length - 1) : order;
}

function option(index, position) {
  var item = items[index];
  var label = make("label", "qk-option tappable");
  var input = make("input", "tappable");
  input.type = multiple ? "checkbox" : "radio";
  input.name = "qk-pick";
  input.checked = state.picks.indexOf(index) >= 0;
  input.disabled = back;
  input.addEventListener("change", function () {
    state.picks = [];
    inputs.forEach(function (other, at) {
      if (other.checked) state.picks.push(order[at]);
      other.parentNode.classList.toggle("qk-set", other.checked);
    });
    save(state);
    // After a tap or a click the focus goes back to the page, where Space and Enter belong to Anki.
    if (!input.matches(":focus-visible")) input.blur();
  });
  inputs.push(input);
  label.appendChild(input);
  label.appendChild(make("span", "qk-letter", root.dataset.kind === "truefalse" ? "" : letter(position)));
  label.appendChild(moveContent(item, make("span", "qk-text")));
  item.appendChild(label);
  return item;
}

function judge() {
  var key = numbers(root.dataset.key);
  var feedback = {};
  children(".qk-feedback > ol").forEach(function (line) { feedback[line.value - 1] = line; });
  var hits = 0;
  var slips = 0;
  order.forEach(function (index) {
    var picked = state.picks.indexOf(index) >= 0;
    var right = key.indexOf(index) >= 0;
    if (picked && right) hits++;
    if (picked && !right) slips++;
    if (!picked && !right) return;
    var label = items[index].firstChild;
    var missed = right && !picked && multiple && state.picks.length;
    label.classList.add(right ? (missed ? "qk-missed" : "qk-right") : "qk-wrong");
    var text = label.lastChild;
    text.appendChild(mark(right ? (missed ? "○" : "✓") : "✗", picked ? "picked" : missed ? "missed" : "key"));
    if (feedback[index]) text.appendChild(moveContent(feedback[index], make("div", "qk-note")));
  });
  if (!state.picks.length) return;
  var result = !slips && hits === key.length ? "right" : multiple && hits ? "partly" : "wrong";
  verdict(result, root.querySelector(".qk-options"), multiple ? hits + " / " + key.length : "");
}

var list = root.querySelector(".qk-options > ol");
var order = arranged();
order.map(option).forEach(function (item) { list.appendChild(item); });
if (back) {
  judge();
} else {
  save(state);
  keys(function (position) { if (inputs[position]) inputs[position].click(); });
}
root.classList.add("qk-done");
