// Ed25519 keys and signatures as text (Multikey `z6Mk…`, base58btc `proofValue`), each in its one spelling.

import { Refused } from "./refused.js";

const ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const FIELD = 2n ** 255n - 19n;
// The order of the base point: a signature's second half must lie below it, or S + L would be a second signature.
const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;
// The y of the points whose order divides 8; the last two are 0 and 1 written a second way. For such a key one
// fixed signature fits every message.
const ORDER_8 = 0x7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7n;
const SMALL_ORDER = new Set([0n, 1n, FIELD - 1n, ORDER_8, FIELD - ORDER_8, FIELD, FIELD + 1n]);

export function base58Decode(text) {
  let number = 0n;
  for (const letter of text) {
    const value = ALPHABET.indexOf(letter);
    if (value < 0) return null;
    number = number * 58n + BigInt(value);
  }
  const zeros = text.length - text.replace(/^1+/, "").length;
  const digits = number === 0n ? "" : number.toString(16);
  const even = digits.length % 2 ? `0${digits}` : digits;
  const bytes = even.match(/../g) ?? [];
  return Uint8Array.from([...Array(zeros).fill(0), ...bytes.map((byte) => parseInt(byte, 16))]);
}

// The 32 bytes of a key. A text of 48 letters that begins with z and spells 34 bytes is the only one that does.
export function readKey(text) {
  const data = text.length === 48 && text[0] === "z" ? base58Decode(text.slice(1)) : null;
  if (!data || data.length !== 34 || data[0] !== 0xed || data[1] !== 0x01) {
    throw new Refused("proof-key", "A key is not an Ed25519 public key in its one spelling.");
  }
  const raw = data.slice(2);
  const y = littleEndian(raw) % 2n ** 255n;
  if (SMALL_ORDER.has(y)) {
    throw new Refused("small-order-key", "The key is a point of small order: one signature under it fits any document.");
  }
  if (y >= FIELD) throw new Refused("proof-key", "The key's coordinate is not below the field's size.");
  return raw;
}

export function readSignature(text) {
  const raw = text.startsWith("z") && text.length <= 89 ? base58Decode(text.slice(1)) : null;
  if (!raw || raw.length !== 64) {
    throw new Refused("proof-form", "The signature is not base58btc text of 64 bytes, beginning with z.");
  }
  return raw;
}

export async function signatureFits(key, signature, signed) {
  if (littleEndian(signature.slice(32)) >= ORDER) return false;
  let imported;
  try {
    imported = await crypto.subtle.importKey("raw", key, { name: "Ed25519" }, false, ["verify"]);
  } catch (error) {
    if (error?.name === "NotSupportedError") throw error;
    return false; // 32 bytes that are no point on the curve.
  }
  return crypto.subtle.verify({ name: "Ed25519" }, imported, signature, signed);
}

// Whether this browser can check signatures at all; an old one cannot, and must say so instead of guessing.
export async function canVerify() {
  try {
    const key = Uint8Array.from({ length: 32 }, (_, place) => (place ? 0x66 : 0x58)); // The base point itself.
    await crypto.subtle.importKey("raw", key, { name: "Ed25519" }, false, ["verify"]);
    return true;
  } catch {
    return false;
  }
}

function littleEndian(bytes) {
  return bytes.reduceRight((number, byte) => (number << 8n) | BigInt(byte), 0n);
}
