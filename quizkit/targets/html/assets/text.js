// Whether typed words are right. Nothing here touches the page.

// White space, the form of accents and of apostrophes never count; nor do lowered digits, which no
// keyboard has (H₂O). `rules`: whether capitals (`case`) and `accents` count.
function folded(text, rules, lang) {
  let result = text.normalize("NFC").replace(/\s+/g, " ").trim();
  result = result.replace(/[\u2018\u2019\u02bc]/g, "'").replace(/[\u201c\u201d]/g, '"');
  result = result.replace(/[\u2080-\u2089]/g, (digit) => String(digit.charCodeAt(0) - 0x2080));
  if (!rules.accents) result = result.normalize("NFD").replace(/\p{Mn}/gu, "").normalize("NFC");
  return rules.case ? result : lowered(result, lang);
}

function lowered(text, lang) {
  try {
    return text.toLocaleLowerCase(lang);
  } catch (error) {
    return text.toLowerCase(); // a language tag that the browser does not know
  }
}

function isAccepted(given, answers, rules, lang) {
  const typed = folded(given, rules, lang);
  return typed !== "" && answers.some((answer) => folded(answer, rules, lang) === typed);
}
