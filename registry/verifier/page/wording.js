// Dates, counts and coded values as a reader sees them.

const MONTHS = [
  "January", "February", "March", "April", "May", "June",
  "July", "August", "September", "October", "November", "December",
];

let lists = {};

// The words for coded values come with the page's data.
export function useWords(words) {
  lists = words;
}

// The words for a coded value; the bare code where the sender's list knows more than this page's.
export function words(list, code) {
  return code === undefined ? undefined : (lists[list]?.[code] ?? plain(code));
}

export function plain(code) {
  return code?.replaceAll("-", " ");
}

export function capital(text) {
  return text ? text[0].toUpperCase() + text.slice(1) : text;
}

// A partial date: `1 March 2026`, `March 2026` or `2026`.
export function day(text) {
  if (!text) return undefined;
  const [year, month, date] = text.slice(0, 10).split("-").map(Number);
  if (!month) return String(year);
  return `${date ? `${date} ` : ""}${MONTHS[month - 1]} ${year}`;
}

export function moment(text) {
  return `${day(text)}, ${text.slice(11, 16)} UTC`;
}

export function person(one) {
  if (!one) return undefined;
  return `${one.name}, ${one.profession}${one.registration ? ` (${one.registration})` : ""}`;
}

// Somebody's words as a quotation. Where they are not meant for the document's readers, that is said, after `before`.
export function said(text, before) {
  if (text) return `“${text}”`;
  return before === undefined ? undefined : `${before}their own words are not part of this document`;
}

export function span(since, until) {
  return `${day(since) ?? "not recorded"} to ${day(until) ?? "now"}`;
}

export function grouped(digest) {
  return digest.match(/.{4}/g).join(" ");
}

export function count(number, one, many = `${one}s`) {
  return `${number} ${number === 1 ? one : many}`;
}
