// The bar above and the result below.

function byId(id) {
  return document.getElementById(id);
}

function sums(questions) {
  return {
    points: questions.reduce((sum, question) => sum + question.share * question.key.points, 0),
    total: questions.reduce((sum, question) => sum + question.key.points, 0),
    toMark: questions.filter((question) => question.state === "self").length,
    done: questions.filter((question) => question.state === "done").length,
  };
}

function scoreLine(sum, name, more) {
  const values = { points: shown(sum.points), total: shown(sum.total) };
  return counted(name, sum.total, Object.assign(values, more));
}

function showBar(questions, isExam) {
  const sum = sums(questions);
  const asked = isExam ? questions.filter((question) => !question.key.card) : questions;
  const count = isExam ? asked.filter((question) => !isEmpty(question)).length : sum.done;
  byId("progress").max = asked.length || 1;
  byId("progress").value = count;
  const values = { done: count, count: asked.length };
  say(byId("counts"), word(isExam ? "answered_of" : "done_of", values));
  say(byId("score"), isExam || !sum.total ? "" : scoreLine(sum, "score"));
}

function showResult(questions) {
  const sum = sums(questions);
  const percent = sum.total ? Math.round((100 * sum.points) / sum.total) : 0;
  say(byId("result-score"), sum.total ? scoreLine(sum, "score_percent", { percent: percent }) : "");
  const open = questions.filter((question) => question.result !== "right");
  const note = sum.toMark
    ? word("to_mark_" + (sum.toMark === 1 ? "one" : "other"), { count: sum.toMark })
    : open.length ? "" : word("all_right");
  say(byId("result-note"), note);
  byId("result-note").hidden = !note;
  showTally(questions);
  byId("places").replaceChildren(...questions.map(placeOf));
  const again = byId("retry");
  again.hidden = !open.length || sum.toMark > 0;
  say(again, word("retry_" + (open.length === 1 ? "one" : "other"), { count: open.length }));
}

function showTally(questions) {
  const rows = ["right", "partly", "wrong", "empty"].map((result) => {
    const count = questions.filter((question) => question.result === result).length;
    const row = make("li");
    row.dataset.result = result;
    row.append(sign(result), make("span", "", count + " " + word("count_" + result)));
    return count ? row : null;
  });
  byId("tally").replaceChildren(...rows.filter(Boolean));
}

// A link to a question, with its mark.
function placeOf(question) {
  const item = make("li");
  const link = make("a");
  link.href = "#" + question.key.id;
  const result = question.result;
  link.append(make("span", "", question.key.number + (question.key.again ? " ⇄" : "")));
  if (result) {
    link.dataset.result = result;
    link.append(markOf(result, word(result), true));
  }
  link.addEventListener("click", (event) => {
    event.preventDefault();
    goTo(question.heading, "start");
  });
  item.append(link);
  return item;
}
