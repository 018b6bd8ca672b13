// What stands in a question's controls, and the marks on them after it was checked. A question is no
// <form> of its own: Chromium's autofill compares each form with all labels of a page.

function controls(question) {
  return Array.from(question.sheet.querySelectorAll("fieldset input, fieldset select, fieldset textarea"));
}

function lock(question, isLocked) {
  controls(question).forEach((control) => { control.disabled = isLocked; });
}

function clear(control) {
  if (control.type === "radio" || control.type === "checkbox") control.checked = false;
  else control.value = "";
}

function given(question) {
  const all = controls(question);
  if (question.key.kind !== "pick") return all.map((control) => control.value);
  return all.filter((control) => control.checked).map((control) => Number(control.value));
}

function isEmpty(question) {
  if (question.key.card) return question.state === "open";
  return given(question).every((value) => String(value).trim() === "");
}

function markOptions(question, picked, pieces) {
  const single = question.sheet.querySelector("fieldset input").type === "radio";
  question.sheet.querySelectorAll(".option").forEach((option) => {
    const place = Number(option.dataset.place);
    const isPicked = picked.includes(place);
    const isRight = question.key.right.includes(place);
    if (!isPicked && !isRight) return;
    const name = isPicked ? (isRight ? "picked" : "picked_wrong") : single ? "key" : "missed";
    option.dataset.result = isPicked ? (isRight ? "right" : "wrong") : "missed";
    const note = make("div", "note");
    note.append(markOf(isPicked && !isRight ? "wrong" : "right", word(name)));
    const remark = isPicked && pieces.querySelector('[data-option="' + place + '"]');
    if (remark) note.append(remark);
    option.append(note);
  });
}

function markParts(question, parts, pieces) {
  question.sheet.querySelectorAll("fieldset [data-part]").forEach((part) => {
    const isRight = parts[Number(part.dataset.part)];
    part.dataset.result = isRight ? "right" : "wrong";
    const made = markOf(isRight ? "right" : "wrong", word(isRight ? "right" : "wrong"), true);
    const answer = pieces.querySelector('[data-part="' + part.dataset.part + '"]');
    if (!isRight && answer) made.append(instead(answer));
    (part.closest(".matching") ? part.querySelector(".control") : part).append(made);
  });
}

// “Right: …” with the answer's own markup in it.
function instead(answer) {
  const around = word("instead").split("{answer}");
  const made = make("span", "instead");
  if (page.foreign) made.dir = "ltr";
  const held = make("bdi");
  held.append(...answer.childNodes);
  made.append(make("span", "", around[0]), held, make("span", "", around[1]));
  return made;
}

function unmark(question) {
  question.sheet.querySelectorAll("fieldset .note, fieldset .mark").forEach((mark) => mark.remove());
  question.sheet.querySelectorAll("fieldset [data-result]").forEach((part) => delete part.dataset.result);
}
