// One question: open, shown to be marked by the student ("self"), or done.

function Question(key) {
  const section = document.getElementById(key.id);
  return {
    key: key,
    section: section,
    sheet: section.querySelector(".sheet"),
    fieldset: section.querySelector("fieldset"),
    heading: section.querySelector("legend > :first-child"),
    verdict: section.querySelector(".verdict"),
    after: section.querySelector(".after"),
    actions: section.querySelector(".actions"),
    check: section.querySelector(".check"),
    pieces: section.querySelector("template"),
    state: "open",
    result: "",
    share: 0,
  };
}

// What keeps an answer from being checked, in words; "" where nothing does.
function objection(question) {
  const values = given(question);
  if (isEmpty(question)) return word("answer_first");
  if (question.key.kind === "number" && !readings(values[0], question.key.unit, page.decimal).length) {
    return word("no_number", { example: "3" + page.decimal + "14" });
  }
  const twice = question.key.once ? chosenTwice(values) : "";
  return twice ? word("twice", { place: twice }) : "";
}

function object(question, text) {
  const line = make("p", "objection", text);
  question.verdict.replaceChildren(line);
  const first = controls(question)[0];
  if (first) first.focus();
}

// Marks what was answered and shows what there is to learn.
function settle(question) {
  const found = mark(question.key, given(question), page);
  const pieces = question.pieces.content.cloneNode(true);
  if (question.key.kind === "pick") markOptions(question, given(question), pieces);
  if (found.parts.length > 1 || question.key.kind === "parts") markParts(question, found.parts, pieces);
  finish(question, found.share, found.empty ? "empty" : resultOf(found.share));
  reveal(question, pieces);
}

function finish(question, share, result, said) {
  question.state = "done";
  question.share = share;
  question.result = result;
  lock(question, true);
  question.section.dataset.result = result;
  const line = make("p", "said");
  line.append(markOf(result, said || word(result)));
  const points = question.key.points;
  if (points) {
    const got = { points: shown(share * points), total: shown(points) };
    line.append(make("span", "got", counted("score", points, got)));
  }
  question.verdict.replaceChildren(line);
}

function reveal(question, pieces) {
  pieces.querySelectorAll("[data-option], [data-part]").forEach((piece) => piece.remove());
  question.after.replaceChildren(pieces);
  question.after.hidden = !question.after.textContent.trim() && !question.after.querySelector("img");
  letScroll(question.section);
}

// Shows the answer of a question that students mark themselves, and asks them to.
function show(question, done) {
  question.state = "self";
  lock(question, true);
  question.section.dataset.result = "self";
  question.verdict.replaceChildren();
  reveal(question, question.pieces.content.cloneNode(true));
  question.after.hidden = false;
  question.after.append(selfMarking(question, done));
  question.actions.hidden = true;
}

function selfMarking(question, done) {
  const box = make("div", "self");
  const decide = (share, said) => {
    box.remove();
    question.after.hidden = !question.after.childElementCount;
    finish(question, share, resultOf(share), said);
    done(question);
  };
  if (question.key.card || !question.key.points) {
    const choice = make("div", "choices");
    choice.append(
      button("knew", word("knew"), () => decide(1, word("knew"))),
      button("not-yet", word("not_yet"), () => decide(0, word("not_yet")))
    );
    box.append(make("p", "ask", word("knew_it")), choice);
    return box;
  }
  const select = make("select");
  select.id = question.key.id + "-self";
  steps(question.key.points).forEach((value) => select.append(new Option(shown(value), String(value))));
  const label = make("label", "", word("self_points"));
  label.htmlFor = select.id;
  const row = make("div", "choices");
  const save = () => decide(Number(select.value) / question.key.points, word("marked"));
  row.append(label, select, button("", word("self_save"), save));
  box.append(make("p", "ask", word("self")), row);
  return box;
}

function reopen(question) {
  unmark(question);
  controls(question).forEach(clear);
  question.state = "open";
  question.result = "";
  question.share = 0;
  lock(question, false);
  delete question.section.dataset.result;
  question.verdict.replaceChildren();
  question.after.replaceChildren();
  question.after.hidden = true;
  question.actions.replaceChildren(question.check);
  question.section.querySelectorAll("details").forEach((hint) => { hint.open = false; });
}
