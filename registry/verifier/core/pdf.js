// The signed document inside a PDF, and the digest that its pages print.

import { holdsOnlyPaper } from "./pdf_members.js";
import { PdfFile, Stream, unreadable } from "./pdf_objects.js";
import { pageText } from "./pdf_text.js";
import { Refused } from "./refused.js";
import { MOST_BYTES } from "./strict.js";

const ATTACHMENT = "throughcare.json";
const MOST_PDF = 50_000_000;
const MOST_PAGES = 1000;
const MOST_PAGE_BYTES = 20_000_000;
// At the beginning of a line: the words may also stand in somebody's prose.
const DIGEST = /^[ ]*Document digest[ :]*\s((?:[0-9A-Fa-f]+(?:\s+|$)){1,16})/gm;

export function looksLikePdf(bytes) {
  return new TextDecoder("latin1").decode(bytes.subarray(0, 5)) === "%PDF-";
}

export async function readPdf(bytes) {
  if (bytes.length > MOST_PDF) {
    throw new Refused("too-large", `The PDF has ${bytes.length} bytes; at most ${MOST_PDF} are read.`);
  }
  try {
    return await readTrusting(bytes);
  } catch (error) {
    // A file made to confuse the reader is refused like one that is only damaged.
    throw error instanceof Refused ? error : unreadable();
  }
}

async function readTrusting(bytes) {
  const file = new PdfFile(bytes);
  const root = file.member(file.trailer, "Root");
  if (!(root instanceof Map)) throw unreadable();
  const pages = [...pagesUnder(file, file.member(root, "Pages"), new Set())];
  const notes = pages.flatMap((page) => (file.member(page, "Annots") ?? []).map((note) => file.get(note)));
  const attached = [...filesUnder(file, file.member(file.member(root, "Names"), "EmbeddedFiles"), new Set())];
  const named = attached.filter(({ names }) => names.every((name) => name === ATTACHMENT));
  if (!named.length) throw new Refused("no-attachment", `The PDF has no attachment named ${ATTACHMENT}.`);
  if (!holdsOnlyPaper(file, root)) {
    throw new Refused("pdf", "The PDF holds actions, scripts or forms, as no printout of ours does.");
  }
  if (attached.length > 1 || notes.some((note) => file.member(note, "Subtype")?.text === "FileAttachment")) {
    throw new Refused("many-attachments", `The PDF has other attachments than the one ${ATTACHMENT}.`);
  }
  const [stream] = [file.member(named[0].files, "F") ?? file.member(named[0].files, "UF")];
  const content = await unpack(file, stream, MOST_BYTES, () => {
    throw new Refused("too-large", `The PDF's attachment has more than ${MOST_BYTES} bytes.`);
  });
  const printed = new Set();
  for (const page of pages) {
    const text = await pageText(file, page, (one) => unpack(file, one, MOST_PAGE_BYTES, () => { throw unreadable(); }));
    for (const found of text.matchAll(DIGEST)) printed.add(found[1].replace(/\s/g, "").slice(0, 64));
  }
  if (printed.size > 1) throw new Refused("digest-mismatch", "The PDF's pages print different document digests.");
  return { attached: content, printed: [...printed][0] ?? null };
}

function* pagesUnder(file, node, seen, depth = 0) {
  if (!(node instanceof Map) || seen.has(node) || seen.size > 10 * MOST_PAGES || depth > 50) throw unreadable();
  seen.add(node);
  const kids = file.member(node, "Kids");
  if (!kids) {
    yield node;
    return;
  }
  for (const kid of kids) yield* pagesUnder(file, file.get(kid), seen, depth + 1);
  if (!depth && file.member(node, "Count") > MOST_PAGES) throw unreadable();
}

function* filesUnder(file, node, seen) {
  if (node === null) return;
  if (!(node instanceof Map) || seen.has(node)) throw unreadable();
  seen.add(node);
  const names = file.member(node, "Names") ?? [];
  for (let place = 0; place + 1 < names.length; place += 2) {
    const one = file.get(names[place + 1]);
    // A file has a name in the tree, one for old readers and one for new; different ones would show as two files.
    const called = file.member(one, "UF") ?? file.member(one, "F");
    yield { names: [file.get(names[place]), ...(called === null ? [] : [called])].map(asText), files: file.member(one, "EF") };
  }
  for (const kid of file.member(node, "Kids") ?? []) yield* filesUnder(file, file.get(kid), seen);
}

function asText(raw) {
  if (typeof raw !== "string" || !raw.startsWith("\u00fe\u00ff")) return raw;
  return raw.slice(2).replace(/([^])([^])/g, (_, high, low) => String.fromCharCode(high.charCodeAt(0) * 256 + low.charCodeAt(0)));
}

async function unpack(file, stream, most, tooLarge) {
  if (!(stream instanceof Stream)) throw unreadable();
  const filter = file.member(stream, "Filter");
  const filters = (Array.isArray(filter) ? filter.map((one) => file.get(one)) : [filter]).filter((one) => one !== null);
  if (!filters.length) {
    return stream.raw.length > most ? tooLarge() : stream.raw;
  }
  if (filters.length > 1 || filters[0].text !== "FlateDecode" || file.member(stream, "DecodeParms")) throw unreadable();
  const reader = new Blob([stream.raw]).stream().pipeThrough(new DecompressionStream("deflate")).getReader();
  const parts = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > most) {
      // A bomb is left as soon as it is seen to be one.
      reader.cancel().catch(() => {});
      return tooLarge();
    }
    parts.push(value);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
