// The objects of a PDF with a classic cross-reference table, as our own files have. A file of another build
// (compressed object tables, encryption) is refused: the .json says the same.

import { Refused } from "./refused.js";

const MOST_DEPTH = 64;
const MOST_OBJECTS = 200_000;
const SPACE = "\0\t\n\f\r ";
const DELIMITER = "()<>[]{}/%";

export class Name {
  constructor(text) {
    this.text = text;
  }
}

export class Reference {
  constructor(number) {
    this.number = number;
  }
}

export class Stream {
  constructor(dictionary, raw) {
    this.dictionary = dictionary;
    this.raw = raw;
  }
}

export class Keyword {
  constructor(text) {
    this.text = text;
  }
}

export function unreadable() {
  return new Refused("pdf", "The PDF cannot be read by this page. Ask for the .json file, or for the PDF again.");
}

// Text whose letters are the bytes. The decoder that browsers call latin1 is windows-1252, which moves 27 of them.
export function readLatin(bytes) {
  const parts = [];
  for (let at = 0; at < bytes.length; at += 32_768) parts.push(String.fromCharCode(...bytes.subarray(at, at + 32_768)));
  return parts.join("");
}

// Reads one object after another out of text whose letters are bytes.
export class Reader {
  constructor(text, at = 0) {
    this.text = text;
    this.at = at;
  }

  space() {
    for (;;) {
      const letter = this.text[this.at];
      if (letter === "%") {
        while (this.at < this.text.length && !"\r\n".includes(this.text[this.at])) this.at += 1;
      } else if (letter !== undefined && SPACE.includes(letter)) {
        this.at += 1;
      } else {
        return;
      }
    }
  }

  // The next object, or undefined at the end of the text.
  next(depth = 0) {
    if (depth > MOST_DEPTH) throw unreadable();
    this.space();
    const letter = this.text[this.at];
    if (letter === undefined) return undefined;
    if (letter === "/") return this.name();
    if (letter === "(") return this.literal();
    if (letter === "[") return this.list("]", depth);
    if (letter === "<") {
      if (this.text[this.at + 1] !== "<") return this.hexadecimal();
      this.at += 1;
      return this.dictionary(depth);
    }
    return this.word();
  }

  regular() {
    const from = this.at;
    while (this.at < this.text.length && !(SPACE + DELIMITER).includes(this.text[this.at])) this.at += 1;
    return this.text.slice(from, this.at);
  }

  name() {
    this.at += 1;
    return new Name(this.regular().replace(/#([0-9A-Fa-f]{2})/g, (_, code) => String.fromCharCode(parseInt(code, 16))));
  }

  word() {
    const word = this.regular();
    if (!word) {
      this.at += 1;
      return new Keyword(this.text[this.at - 1]);
    }
    if (/^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)$/.test(word)) {
      const reference = /^[0-9]+$/.test(word) && /^\s+[0-9]+\s+R(?![A-Za-z0-9])/.exec(this.text.slice(this.at, this.at + 20));
      if (!reference) return Number(word);
      this.at += reference[0].length;
      return new Reference(Number(word));
    }
    if (word === "true" || word === "false") return word === "true";
    return word === "null" ? null : new Keyword(word);
  }

  list(end, depth) {
    const items = [];
    this.at += 1;
    for (;;) {
      const item = this.next(depth + 1);
      if (item === undefined) throw unreadable();
      if (item instanceof Keyword && item.text === end) {
        return items;
      }
      items.push(item);
    }
  }

  dictionary(depth) {
    const items = this.list(">", depth);
    if (this.text[this.at] !== ">" || items.length % 2) throw unreadable();
    this.at += 1;
    const members = new Map();
    for (let place = 0; place < items.length; place += 2) {
      // Of a member that stands twice, one reader takes the first and another the last.
      if (!(items[place] instanceof Name) || members.has(items[place].text)) throw unreadable();
      members.set(items[place].text, items[place + 1]);
    }
    return members;
  }

  hexadecimal() {
    const end = this.text.indexOf(">", this.at);
    if (end < 0) throw unreadable();
    const digits = this.text.slice(this.at + 1, end).replace(/\s/g, "");
    this.at = end + 1;
    if (/[^0-9A-Fa-f]/.test(digits)) throw unreadable();
    return (digits.length % 2 ? `${digits}0` : digits).replace(/../g, (code) => String.fromCharCode(parseInt(code, 16)));
  }

  literal() {
    const letters = [];
    let open = 1;
    this.at += 1;
    for (;;) {
      const letter = this.text[this.at];
      if (letter === undefined) throw unreadable();
      this.at += 1;
      if (letter === "\\") {
        letters.push(this.escape());
        continue;
      }
      open += letter === "(" ? 1 : letter === ")" ? -1 : 0;
      if (!open) return letters.join("");
      letters.push(letter);
    }
  }

  escape() {
    const octal = /^[0-7]{1,3}/.exec(this.text.slice(this.at, this.at + 3));
    if (octal) {
      this.at += octal[0].length;
      return String.fromCharCode(parseInt(octal[0], 8) & 255);
    }
    const letter = this.text[this.at];
    this.at += 1;
    if (letter === "\r" && this.text[this.at] === "\n") this.at += 1;
    if (letter === "\r" || letter === "\n") return "";
    return { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" }[letter] ?? letter ?? "";
  }
}

// A whole file: `get` follows references, `trailer` is the newest one.
export class PdfFile {
  constructor(bytes) {
    this.bytes = bytes;
    this.text = readLatin(bytes);
    this.places = new Map();
    this.read = new Map();
    this.tables();
    if (this.trailer.has("Encrypt")) throw unreadable();
  }

  tables() {
    const found = /startxref\s+([0-9]{1,10})\s+%%EOF[\0\t\n\f\r ]*$/.exec(this.text.slice(-1200));
    if (!found) throw unreadable();
    const seen = new Set();
    for (let at = Number(found[1]); at !== undefined && !seen.has(at); ) {
      seen.add(at);
      const trailer = this.table(at);
      this.trailer ??= trailer;
      at = trailer.get("Prev");
    }
  }

  table(at) {
    const reader = new Reader(this.text, at);
    if (reader.next()?.text !== "xref") throw unreadable();
    for (;;) {
      const first = reader.next();
      if (first instanceof Keyword && first.text === "trailer") break;
      const count = reader.next();
      if (!Number.isInteger(first) || !Number.isInteger(count) || count > MOST_OBJECTS) throw unreadable();
      for (let number = first; number < first + count; number += 1) {
        const place = reader.next();
        reader.next();
        const kind = reader.next();
        if (!Number.isInteger(place) || !(kind instanceof Keyword)) throw unreadable();
        if (!this.places.has(number)) this.places.set(number, kind.text === "n" ? place : null);
      }
    }
    const trailer = reader.next();
    if (!(trailer instanceof Map) || trailer.has("XRefStm")) throw unreadable();
    return trailer;
  }

  get(value) {
    for (let steps = 0; value instanceof Reference; steps += 1) {
      if (steps > MOST_DEPTH) throw unreadable();
      value = this.object(value.number);
    }
    return value;
  }

  // Every object that the tables name, whether or not anything leads to it.
  objects() {
    return [...this.places.keys()].map((number) => this.object(number));
  }

  // The member of a dictionary (or of a stream's), references followed; null where there is none.
  member(dictionary, name) {
    const members = dictionary instanceof Stream ? dictionary.dictionary : dictionary;
    return members instanceof Map ? (this.get(members.get(name)) ?? null) : null;
  }

  object(number) {
    if (this.read.has(number)) return this.read.get(number);
    const place = this.places.get(number);
    if (place === undefined || place === null) return null;
    const reader = new Reader(this.text, place);
    if (reader.next() !== number || !Number.isInteger(reader.next()) || reader.next()?.text !== "obj") throw unreadable();
    const value = reader.next();
    reader.space();
    const whole = value instanceof Map && this.text.startsWith("stream", reader.at) ? this.stream(value, reader) : value;
    this.read.set(number, whole);
    return whole;
  }

  stream(dictionary, reader) {
    let from = reader.at + "stream".length;
    if (this.text[from] === "\r") from += 1;
    if (this.text[from] === "\n") from += 1;
    const length = this.get(dictionary.get("Length"));
    if (!Number.isInteger(length) || length < 0 || from + length > this.bytes.length) throw unreadable();
    if (!/^\s*endstream/.test(this.text.slice(from + length, from + length + 20))) throw unreadable();
    return new Stream(dictionary, this.bytes.subarray(from, from + length));
  }
}
