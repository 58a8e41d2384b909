// The words on a page of a PDF, one line of text for each line of print: enough to find the digest there.

import { Keyword, Name, Reader, readLatin } from "./pdf_objects.js";

export async function pageText(file, page, unpack) {
  const contents = file.member(page, "Contents");
  const streams = Array.isArray(contents) ? contents.map((one) => file.get(one)) : contents ? [contents] : [];
  const fonts = await fontsOf(file, page, unpack);
  const parts = [];
  for (const stream of streams) parts.push(readLatin(await unpack(stream)));
  return drawn(parts.join("\n"), fonts);
}

async function fontsOf(file, page, unpack) {
  const fonts = new Map();
  const listed = file.member(inherited(file, page, "Resources"), "Font");
  for (const [name, reference] of listed ?? []) {
    const font = file.get(reference);
    const map = file.member(font, "ToUnicode");
    const wide = file.member(font, "Subtype")?.text === "Type0";
    fonts.set(name, { letters: map ? lettersOf(readLatin(await unpack(map))) : null, wide });
  }
  return fonts;
}

function inherited(file, page, name) {
  for (let node = page, steps = 0; node && steps < 50; node = file.member(node, "Parent"), steps += 1) {
    const found = file.member(node, name);
    if (found) return found;
  }
  return null;
}

// Which letters a font's codes stand for (its ToUnicode map).
function lettersOf(text) {
  const letters = new Map();
  const code = (digits) => parseInt(digits, 16);
  const word = (digits) => digits.replace(/.{4}/g, (unit) => String.fromCharCode(code(unit)));
  for (const [, body] of text.matchAll(/beginbfchar([^]*?)endbfchar/g)) {
    for (const [, from, to] of body.matchAll(/<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>/g)) letters.set(code(from), word(to));
  }
  for (const [, body] of text.matchAll(/beginbfrange([^]*?)endbfrange/g)) {
    for (const [, low, high, to] of body.matchAll(/<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>/g)) {
      for (let at = code(low); at <= Math.min(code(high), code(low) + 65_535); at += 1) {
        letters.set(at, String.fromCharCode(code(to) + at - code(low)));
      }
    }
  }
  return letters;
}

function drawn(content, fonts) {
  const reader = new Reader(content);
  const text = [];
  let operands = [];
  let font = null;
  let line = 0;
  let height = 0;
  // Wherever the pen moves to another height, a new line of print begins.
  const moveTo = (next) => {
    if (Math.abs(next - height) > 0.5) text.push("\n");
    line = next;
    height = next;
  };
  for (let item = reader.next(); item !== undefined; item = reader.next()) {
    if (!(item instanceof Keyword)) {
      operands.push(item);
      continue;
    }
    switch (item.text) {
      case "BT":
        line = 0;
        break;
      case "Tf":
        font = operands[0] instanceof Name ? (fonts.get(operands[0].text) ?? null) : null;
        break;
      case "Td":
      case "TD":
        moveTo(line + operands[1]);
        break;
      case "Tm":
        moveTo(operands[5]);
        break;
      case "T*":
        text.push("\n");
        break;
      case "'":
      case '"':
        text.push("\n", shown(operands.at(-1), font));
        break;
      case "Tj":
        text.push(shown(operands[0], font));
        break;
      case "TJ":
        // A wide step back between two pieces stands for a space.
        for (const piece of operands[0]) text.push(typeof piece === "number" ? (piece < -200 ? " " : "") : shown(piece, font));
        break;
      default:
        break;
    }
    operands = [];
  }
  return text.join("");
}

function shown(raw, font) {
  if (typeof raw !== "string") return "";
  if (!font?.wide) return font?.letters ? [...raw].map((one) => font.letters.get(one.charCodeAt(0)) ?? one).join("") : raw;
  return raw.replace(/([^])([^])/g, (_, high, low) => font.letters?.get(high.charCodeAt(0) * 256 + low.charCodeAt(0)) ?? "");
}
