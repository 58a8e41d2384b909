// The canonical form (RFC 8785) of what the strict reader lets through, and digests of bytes.
//
// With ASCII member names and integers below 2^53 the form is JSON.stringify's over sorted members: the RFC
// takes both its number and its string form from JavaScript.

export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.keys(value).sort();
  return `{${members.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(",")}}`;
}

export function without(object, name) {
  return Object.fromEntries(Object.entries(object).filter(([member]) => member !== name));
}

export async function sha256(data) {
  const bytes = typeof data === "string" ? new TextEncoder().encode(data) : data;
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

export function hex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// The four check words for the first 44 bits of a digest, on the list of 2,048.
export function checkWords(digest, list) {
  return firstWords(digest, 4, list);
}

// The eight fingerprint words for the first 88 bits: what a whole directory is believed by.
export function fingerprintWords(digest, list) {
  return firstWords(digest, 8, list);
}

function firstWords(digest, count, list) {
  const bits = BigInt(`0x${digest}`) >> BigInt(256 - 11 * count);
  const places = Array.from({ length: count }, (_, place) => BigInt(11 * (count - 1 - place)));
  return places.map((shift) => list[Number((bits >> shift) & 2047n)]).join(" ");
}
