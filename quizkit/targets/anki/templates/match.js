// Tap a left-hand side, then its partner; the next open one is chosen by itself.
var rights = children(".qk-right > ol");
var state = back ? load() : { store: store, day: today(), picks: [] };

function play() {
  var lefts = children(".qk-left > ol");
  var order = shuffled(rights.length, root.dataset.id + state.day);
  var list = root.querySelector(".qk-right > ol");
  var current = 0;
  var leftButtons = lefts.map(function (item, index) {
    var button = make("button", "qk-option tappable");
    button.type = "button";
    button.appendChild(make("span", "qk-letter", String(index + 1)));
    button.appendChild(moveContent(item, make("span", "qk-text")));
    button.appendChild(make("span", "qk-slot"));
    button.addEventListener("click", function () { current = index; show(); button.blur(); });
    item.appendChild(button);
    return button;
  });
  var rightButtons = order.map(function (index, position) {
    var button = make("button", "qk-option tappable");
    button.type = "button";
    button.appendChild(make("span", "qk-letter", letter(position)));
    button.appendChild(moveContent(rights[index], make("span", "qk-text")));
    button.addEventListener("click", function () { pick(position); button.blur(); });
    rights[index].appendChild(button);
    list.appendChild(rights[index]);
    return button;
  });

  function pick(position) {
    if (current < 0 || order[position] === undefined) return;
    state.picks[current] = order[position];
    save(state);
    current = lefts.map(function (_, index) { return state.picks[index]; }).indexOf(undefined);
    show();
  }

  function show() {
    leftButtons.forEach(function (button, index) {
      var at = order.indexOf(state.picks[index]);
      button.classList.toggle("qk-current", index === current);
      button.classList.toggle("qk-set", at >= 0);
      button.setAttribute("aria-pressed", index === current);
      button.lastChild.textContent = at >= 0 ? letter(at) : "";
    });
    rightButtons.forEach(function (button, position) {
      button.classList.toggle("qk-set", state.picks.indexOf(order[position]) >= 0);
    });
  }

  keys(function (position, kind) {
    if (kind === "letter") pick(position);
    else if (lefts[position]) { current = position; show(); }
  });
  save(state);
  show();
}

function judge() {
  var key = numbers(root.dataset.key);
  var given = state.picks.filter(function (pick) { return pick !== undefined && pick !== null; });
  if (!given.length) return;
  var hits = 0;
  Array.prototype.forEach.call(root.querySelectorAll(".qk-pairs > table > tbody > tr"), function (row, index) {
    var pick = state.picks[index];
    var right = pick === key[index];
    if (right) hits++;
    row.className = right ? "qk-right" : "qk-off";
    var cell = row.lastElementChild;
    if (!right && rights[pick]) {
      var wrong = moveContent(rights[pick].cloneNode(true), make("div", "qk-given"));
      cell.appendChild(wrong);
      wrong.insertBefore(mark("✗", "picked"), wrong.firstChild);
    } else {
      cell.appendChild(right ? mark("✓", "right") : mark("✗", "empty"));
    }
  });
  var result = hits === key.length ? "right" : hits ? "partly" : "wrong";
  verdict(result, root.querySelector(".qk-pairs"), hits + " / " + key.length);
}

if (back) judge();
else play();
root.classList.add("qk-done");
