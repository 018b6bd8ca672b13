// Whether a typed number is right, to the last digit: numbers are whole numbers with a scale, never
// floating ones. Nothing here touches the page.

const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const LARGEST = 400; // the model's numbers stay below 1e300

// "-12.50" → {digits: -1250n, scale: 2}; null for anything else.
function decimal(text) {
  const match = /^([+-]?)(\d*)\.?(\d*)(?:e([+-]?\d{1,4}))?$/i.exec(text);
  if (!match || !(match[2] + match[3]) || text.length > 2 * LARGEST) return null;
  let digits = BigInt(match[2] + match[3]);
  let scale = match[3].length - Number(match[4] || 0);
  if (Math.abs(scale) > 2 * LARGEST) return null;
  if (match[1] === "-") digits = -digits;
  if (scale < 0) {
    digits *= 10n ** BigInt(-scale);
    scale = 0;
  }
  return { digits: digits, scale: scale };
}

function compare(one, other) {
  const scale = Math.max(one.scale, other.scale);
  const left = one.digits * 10n ** BigInt(scale - one.scale);
  const right = other.digits * 10n ** BigInt(scale - other.scale);
  return left < right ? -1 : left > right ? 1 : 0;
}

// What a student typed, without its unit, signs as a computer writes them.
function bare(text, unit) {
  let result = text.normalize("NFC").trim();
  const behind = unit.normalize("NFC");
  if (behind && result.endsWith(behind)) result = result.slice(0, -behind.length);
  result = result.replace(/[\u2212\u2012\u2013]/g, "-").replace(/[\s_'\u2019]/g, "");
  result = result.replace(new RegExp("10([⁻" + RAISED + "]+)$"), (_, raised) => {
    return "10^" + raised.replace("⁻", "-").replace(/[⁰¹²³⁴-⁹]/g, (sign) => String(RAISED.indexOf(sign)));
  });
  return result.replace(/^([^x×*·⋅]+)[x×*·⋅]10\^\(?([+-]?\d+)\)?$/i, "$1e$2");
}

// All that a typed number can mean. A comma or a point stands before the decimals; between groups of
// three digits the other one may stand, the one that the deck's language does not use for decimals.
function readings(text, unit, mark) {
  const typed = bare(text, unit);
  const group = mark === "," ? "." : ",";
  const forms = [typed.replace(",", ".")];
  if (/^[+-]?\d{1,3}([.,]\d{3})+/.test(typed)) {
    const whole = typed.split(mark)[0].split(group).join("");
    forms.push([whole].concat(typed.split(mark).slice(1)).join("."));
  }
  return forms.map(decimal).filter((number) => number !== null);
}

function isBetween(numbers, low, high) {
  const ends = [decimal(low), decimal(high)];
  return numbers.some((number) => compare(ends[0], number) <= 0 && compare(number, ends[1]) <= 0);
}
