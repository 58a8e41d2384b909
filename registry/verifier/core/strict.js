// The strict JSON reader: bytes in, a plain object out, or a refusal. JSON.parse would keep the last of two
// members of one name, read 1e400 as Infinity and 2.0 as 2; two readers would then see two documents.
//
// First the form (what a parser notices), then the profile (what a visit of every value notices), so that a
// document with one fault is always refused for that fault.

import { Refused } from "./refused.js";

export const MOST_BYTES = 5_000_000;
const MOST_DEPTH = 32;
// Deeper than this the parser itself gives up, well before the engine's stack does.
const MOST_NESTED = 200;
const MOST_DIGITS = 4300;
const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029]/u;
const NUMBER = /-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/y;
const ESCAPES = { '"': '"', "\\": "\\", "/": "/", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

// A number that no document of ours holds: a fraction, an exponent, or too large to be kept exactly.
class OddNumber {
  constructor(message) {
    this.message = message;
  }
}

export function readStrict(bytes, limit = MOST_BYTES) {
  if (bytes.length > limit) {
    throw new Refused("too-large", `The file has ${bytes.length} bytes; at most ${limit} are read.`);
  }
  const value = new Parser(decode(bytes)).whole();
  if (!isObject(value)) throw new Refused("not-json", "The file is JSON, but not an object.");
  visit(value, "", 0);
  return value;
}

export function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof OddNumber);
}

function decode(bytes) {
  const [a, b, c] = bytes;
  if ((a === 0xef && b === 0xbb && c === 0xbf) || (a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) {
    throw new Refused("encoding", "The file begins with a byte order mark.");
  }
  if (bytes.subarray(0, 4).includes(0)) throw new Refused("encoding", "The file is not in UTF-8.");
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Refused("encoding", "The file is not in UTF-8.");
  }
}

class Parser {
  constructor(text) {
    this.text = text;
    this.at = 0;
  }

  whole() {
    const value = this.value(0);
    this.space();
    if (this.at < this.text.length) this.fail();
    return value;
  }

  fail() {
    throw new Refused("not-json", `The file is not JSON at character ${this.at + 1}.`);
  }

  space() {
    while (" \n\r\t".includes(this.text[this.at] ?? "x")) this.at += 1;
  }

  take(expected) {
    if (!this.text.startsWith(expected, this.at)) this.fail();
    this.at += expected.length;
  }

  value(depth) {
    if (depth > MOST_NESTED) throw tooDeep("");
    this.space();
    switch (this.text[this.at]) {
      case "{":
        return this.object(depth);
      case "[":
        return this.list(depth);
      case '"':
        return this.string();
      case "t":
        this.take("true");
        return true;
      case "f":
        this.take("false");
        return false;
      case "n":
        this.take("null");
        return null;
      default:
        return this.number();
    }
  }

  object(depth) {
    // Without a prototype a member named __proto__ is a member like any other.
    const members = Object.create(null);
    this.at += 1;
    this.space();
    if (this.text[this.at] === "}") {
      this.at += 1;
      return members;
    }
    for (;;) {
      this.space();
      if (this.text[this.at] !== '"') this.fail();
      const name = this.string();
      if (name in members) throw new Refused("duplicate-member", "A member occurs twice.");
      this.space();
      this.take(":");
      members[name] = this.value(depth + 1);
      this.space();
      if (this.text[this.at] === "}") {
        this.at += 1;
        return members;
      }
      this.take(",");
    }
  }

  list(depth) {
    const items = [];
    this.at += 1;
    this.space();
    if (this.text[this.at] === "]") {
      this.at += 1;
      return items;
    }
    for (;;) {
      items.push(this.value(depth + 1));
      this.space();
      if (this.text[this.at] === "]") {
        this.at += 1;
        return items;
      }
      this.take(",");
    }
  }

  string() {
    let read = "";
    let from = (this.at += 1);
    for (;;) {
      const letter = this.text[this.at];
      if (letter === undefined) this.fail();
      if (letter < " ") throw new Refused("control-character", "The text holds a control character.");
      if (letter === '"') {
        read += this.text.slice(from, this.at);
        this.at += 1;
        return read;
      }
      if (letter === "\\") {
        read += this.text.slice(from, this.at) + this.escape();
        from = this.at;
      } else {
        this.at += 1;
      }
    }
  }

  escape() {
    const letter = this.text[this.at + 1];
    if (letter !== "u") {
      const meant = ESCAPES[letter];
      if (meant === undefined) this.fail();
      this.at += 2;
      return meant;
    }
    const unit = this.unit();
    if (unit < 0xd800 || unit > 0xdfff) return String.fromCharCode(unit);
    const other = unit < 0xdc00 && this.text.startsWith("\\u", this.at) ? this.unit() : 0;
    if (other < 0xdc00 || other > 0xdfff) {
      throw new Refused("encoding", "An escape is one half of a character (a lone surrogate).");
    }
    return String.fromCharCode(unit, other);
  }

  unit() {
    const digits = this.text.slice(this.at + 2, this.at + 6);
    if (!/^[0-9A-Fa-f]{4}$/.test(digits)) this.fail();
    this.at += 6;
    return parseInt(digits, 16);
  }

  number() {
    NUMBER.lastIndex = this.at;
    const found = NUMBER.exec(this.text);
    if (!found) this.fail();
    this.at += found[0].length;
    if (/[0-9]/.test(this.text[this.at] ?? "")) this.fail();
    if (found[0].length > MOST_DIGITS) throw new Refused("number", "A number is too long.");
    if (found[1] || found[2]) return new OddNumber("A number is written with a point or an exponent.");
    const value = Number(found[0]);
    return Number.isSafeInteger(value) ? value + 0 : new OddNumber("A number is larger than 2^53 - 1.");
  }
}

function visit(value, path, depth) {
  if (typeof value === "string") {
    visitText(value, path);
  } else if (value instanceof OddNumber) {
    throw new Refused("number", value.message, path);
  } else if (value === null) {
    throw new Refused("schema", "A value is null.", path);
  } else if (typeof value === "object") {
    if (depth === MOST_DEPTH) throw tooDeep(path);
    if (Array.isArray(value)) {
      value.forEach((item, place) => visit(item, `${path}/${place}`, depth + 1));
      return;
    }
    for (const [name, item] of Object.entries(value)) {
      const place = `${path}/${step(name)}`;
      visitText(name, place);
      if (/[^\u0000-\u007f]/u.test(name)) throw new Refused("schema", "A member's name is not ASCII.", place);
      visit(item, place, depth + 1);
    }
  }
}

function visitText(text, path) {
  if (CONTROL.test(text)) throw new Refused("control-character", "The text holds a control character.", path);
  if (text.normalize("NFC") !== text) {
    throw new Refused("not-nfc", "The text is not in Unicode normal form C.", path);
  }
}

function tooDeep(path) {
  return new Refused("too-deep", `More than ${MOST_DEPTH} objects and lists lie inside one another.`, path);
}

// One step of a JSON Pointer (RFC 6901), in printable ASCII and cut.
export function step(name) {
  const shown = String(name).slice(0, 60).replace(/[^ -~]/gu, "?");
  return shown.replaceAll("~", "~0").replaceAll("/", "~1");
}
