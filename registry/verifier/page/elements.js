// Elements made from plain text only. Nothing foreign is ever read as markup, and what cannot be seen is shown.

const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u3164\uffa0\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu;

// Text with control, bidi and zero-width characters written like ⟨U+202E⟩; a line feed stays.
export function visible(text) {
  return String(text).replace(UNSEEN, (letter) =>
    letter === "\n" ? letter : `⟨U+${letter.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}⟩`,
  );
}

// An element of `name` (`p.small` has the class small) holding texts and elements; null and empty lists are left out.
export function make(name, ...children) {
  const [tag, ...classes] = name.split(".");
  const element = document.createElement(tag);
  if (classes.length) element.className = classes.join(" ");
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : visible(child));
  }
  return element;
}

// Rows of a label and what is said; a row with nothing to say is left out.
export function facts(rows) {
  const said = rows.filter(([, value]) => value !== undefined && value !== null && value !== "" && value !== false);
  if (!said.length) return null;
  return make("dl.facts", said.map(([label, value]) => make("div", make("dt", label), make("dd.prose", value))));
}

// A table with its caption, which also names the box that scrolls where the screen is narrow.
export function table(caption, headings, rows) {
  if (!rows.length) return null;
  const head = make("tr", headings.map((heading) => Object.assign(make("th", heading), { scope: "col" })));
  const body = rows.map((cells) => make("tr", cells.map((cell, place) => cellOf(cell, headings[place]))));
  const box = make("div.scroll", make("table", make("caption", caption), make("thead", head), make("tbody", body)));
  box.tabIndex = 0;
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", caption);
  return box;
}

// On a narrow screen a row becomes a card, and each cell says what it is.
function cellOf(cell, heading) {
  const element = make("td.prose", cell ?? "");
  element.dataset.heading = heading;
  return element;
}

export function section(title, ...children) {
  const inner = children.flat(Infinity).filter(Boolean);
  return inner.length ? make("section", make("h3", title), inner) : null;
}
