// Tap the items in order; a number appears. Tapping a numbered item takes it out again.
var items = children(".qk-items > ol");
var state = back ? load() : { store: store, day: today(), picks: [] };

function play() {
  var list = root.querySelector(".qk-items > ol");
  var order = shuffled(items.length, root.dataset.id + state.day);
  var buttons = order.map(function (index, position) {
    var button = make("button", "qk-option tappable");
    button.type = "button";
    button.appendChild(make("span", "qk-letter"));
    button.appendChild(moveContent(items[index], make("span", "qk-text")));
    button.addEventListener("click", function () { toggle(position); button.blur(); });
    items[index].appendChild(button);
    list.appendChild(items[index]);
    return button;
  });
  var undo = make("button", "qk-undo tappable");
  undo.type = "button";
  undo.appendChild(make("span", "w-undo"));
  undo.addEventListener("click", function () { state.picks.pop(); show(); undo.blur(); });
  list.parentNode.appendChild(undo);

  function toggle(position) {
    var index = order[position];
    if (index === undefined) return;
    var at = state.picks.indexOf(index);
    if (at >= 0) state.picks.splice(at, 1);
    else state.picks.push(index);
    show();
  }

  function show() {
    save(state);
    buttons.forEach(function (button, position) {
      var at = state.picks.indexOf(order[position]);
      button.firstChild.textContent = at >= 0 ? String(at + 1) : "";
      button.classList.toggle("qk-set", at >= 0);
    });
    undo.disabled = !state.picks.length;
  }

  keys(function (position, kind) { if (kind === "digit" || position < items.length) toggle(position); });
  show();
}

function judge() {
  var key = numbers(root.dataset.key);
  var hits = 0;
  items.forEach(function (item, position) {
    var text = moveContent(item, make("span", "qk-text"));
    var at = state.picks.indexOf(key[position]);
    var box = make("div", "qk-option");
    box.appendChild(make("span", "qk-letter", String(position + 1)));
    box.appendChild(text);
    item.appendChild(box);
    if (!state.picks.length) return;
    var right = at === position;
    if (right) hits++;
    box.classList.add(right ? "qk-right" : "qk-off");
    var sign = mark(right ? "✓" : "✗", right ? "right" : at < 0 ? "empty" : "place");
    if (!right && at >= 0) sign.appendChild(make("span", "", String(at + 1)));
    text.appendChild(sign);
  });
  if (!state.picks.length) return;
  var result = hits === key.length ? "right" : hits ? "partly" : "wrong";
  verdict(result, root.querySelector(".qk-items"), hits + " / " + key.length);
}

if (back) judge();
else play();
root.classList.add("qk-done");
