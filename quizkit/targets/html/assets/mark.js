// Marking. Nothing here touches the page.
//
// `mark(key, given, page)` → {share, parts, empty}: the share of the points from 0 to 1, for each part
// whether it is right, and whether nothing was answered. `given`: places of options (kind "pick"), else
// the text or value of each control.

const MARKING = {
  // As many shares as there are right options; a wrong one takes one away, never below nothing.
  pick(key, given) {
    const hits = given.filter((place) => key.right.includes(place)).length;
    const share = Math.max(0, (2 * hits - given.length) / key.right.length);
    return { share: share, parts: [], empty: given.length === 0 };
  },
  typed(key, given, page) {
    return eachPart(given, (text, part) => isAccepted(text, key.right[part], key, page.lang));
  },
  number(key, given, page) {
    const numbers = readings(given[0], key.unit, page.decimal);
    return eachPart(given, () => isBetween(numbers, key.low, key.high));
  },
  parts(key, given) {
    return eachPart(given, (value, part) => key.right[part].includes(value));
  },
};

function mark(key, given, page) {
  return MARKING[key.kind](key, given, page);
}

function eachPart(given, isRight) {
  const parts = given.map((value, part) => isRight(value, part));
  return {
    share: parts.filter(Boolean).length / parts.length,
    parts: parts,
    empty: given.every((value) => value.trim() === ""),
  };
}

function resultOf(share) {
  return share >= 1 ? "right" : share > 0 ? "partly" : "wrong";
}

// A place that is chosen for two items, or "".
function chosenTwice(given) {
  return given.find((value, part) => value !== "" && given.indexOf(value) !== part) || "";
}

// The points that students may give themselves: in halves, or in whole points where there are many.
function steps(points) {
  const step = points > 10 ? 1 : 0.5;
  const found = [];
  for (let value = 0; value < points; value += step) found.push(value);
  return found.concat([points]);
}
