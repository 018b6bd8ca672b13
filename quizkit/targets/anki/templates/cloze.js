// Other right answers of this card's blank only.
var blank = root.querySelector(".cloze");
var accepted = root.querySelector(".qk-accepted");
if (blank && accepted) {
  var others = children(".qk-accepted ol").filter(function (item) {
    item.hidden = item.value !== Number(blank.dataset.ordinal);
    return !item.hidden;
  });
  accepted.hidden = !others.length;
}
root.classList.add("qk-done");
