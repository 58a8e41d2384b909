// What a reader should know of a sound summary: findings that do not refuse it.

const SCRIPTS = [
  "Latin", "Greek", "Cyrillic", "Armenian", "Hebrew", "Arabic", "Devanagari", "Bengali", "Gurmukhi", "Gujarati", "Tamil",
  "Telugu", "Kannada", "Malayalam", "Sinhala", "Thai", "Lao", "Tibetan", "Myanmar", "Georgian", "Hangul", "Ethiopic",
  "Cherokee", "Khmer", "Mongolian", "Han", "Hiragana", "Katakana", "Bopomofo", "Coptic", "Gothic", "Thaana", "Syriac",
].map((name) => [name, new RegExp(`\\p{Script=${name}}`, "u")]);
// Japanese is written in three scripts at once.
const ONE = { Hiragana: "Han", Katakana: "Han" };

export function mixesScripts(name) {
  const found = new Set();
  for (const letter of name) {
    if (!/\p{L}/u.test(letter) || /\p{Lm}|[ªºµ]/u.test(letter)) continue;
    const script = SCRIPTS.find(([, one]) => one.test(letter))?.[0] ?? "another";
    found.add(ONE[script] ?? script);
  }
  return found.size > 1;
}

export function findingsOf(document, rules, entry) {
  const found = [];
  if (document.interim) {
    found.push(["not-yet-countersigned", "NOT YET COUNTERSIGNED: signed by its author and the unit, approved by nobody."]);
  }
  if (entry && entry.name !== document.issuer.name) {
    found.push(["name-differs", `The directory knows the issuer as ${entry.name}, not as it signs.`]);
  }
  for (const [whose, name] of names(document, rules)) {
    if (name && mixesScripts(name)) {
      const words = `The name of the ${whose} mixes letters of different scripts; it may be made to look like another.`;
      found.push(["mixed-script", words]);
    }
  }
  const described = new Set((document.catalogue?.editions ?? []).map((edition) => edition.editionId));
  const works = document.credentialSubject.interventions ?? [];
  const missing = new Set(works.map((work) => work.editionId).filter((id) => id && !described.has(id)));
  for (const id of [...missing].sort()) {
    found.push(["edition-not-described", `The edition ${id} is named but not described, so nothing can be planned from it alone.`]);
  }
  return found.map(([kind, words]) => ({ kind, words }));
}

// Each name on which a reader relies, with whose it is; surname and given name apart.
function names(document, rules) {
  const { participant } = document.credentialSubject;
  const about = participant ? [participant.name.family, participant.name.given, participant.knownAs] : [];
  const { author } = document.attestation;
  return [
    ...about.map((name) => ["participant", name]),
    ["issuer", document.issuer.name],
    ...(rules.addressees(document) ?? []).map((one) => ["recipient", one.name]),
    ["author", author?.name],
    [rules.signs, document.interim ? undefined : rules.signatory(document)?.name],
    ["person who released it", document.attestation.releasedBy?.name],
  ];
}
