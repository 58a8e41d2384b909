// What documents verified together say of one another. The rules, by their numbers, are those of docs/format.md:
// heard, withdrawn, forked, replaces, superseded, interim follows.

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October"];
MONTHS.push("November", "December");

// The rulings in their order, each as it is in the light of the others.
export function together(rulings) {
  const heard = rulings.map((one) => heardWith(one));
  return rulings.map((ruling, place) => {
    if (heard[place] === null) return ruling;
    const group = rulings.filter((_, other) => heard[other] === heard[place]);
    const refusal = refusalOf(ruling, group);
    if (refusal) return { verdict: "REFUSED", ...refusal };
    const after = laterThan(ruling, group);
    const later = newest(after.filter((one) => ruling.interim || !one.interim));
    if (!later) return followed(ruling, newest(after), group);
    return { ...ruling, findings: [{ kind: "superseded", words: supersededBy(later, after, group) }, ...ruling.findings] };
  });
}

// 1. Heard: by the issuer and the verdict, and where it is INTACT by the unit's key too; null where it is not heard.
function heardWith({ verdict, document }) {
  if (verdict === "REFUSED") return null;
  const key = document.attestation.unit?.key;
  if (verdict === "TRUSTED") return `TRUSTED ${document.issuer.id}`;
  return key === undefined ? null : `INTACT ${document.issuer.id} ${key}`;
}

function refusalOf(ruling, group) {
  const { document, kind, digest } = ruling;
  // 2. Withdrawn.
  const withdrawal = withdrawalOf(ruling, group);
  if (withdrawal) {
    const because = withdrawal.document.credentialSubject.reason;
    return said("withdrawn", `WITHDRAWN on ${day(withdrawal)}, by a withdrawal verified with it. Reason: ${because}`);
  }
  const named = kind === "withdrawal" ? document.credentialSubject.document : null;
  const mixed = (one) => (one.document.id === named.id || one.digest === named.digest) && !isNamed(one, named);
  if (named && group.some(mixed)) {
    const words = "It names the id of one document and the digest or the kind of another, both verified with it.";
    return said("unknown-document", words, "/credentialSubject/document");
  }
  // 3. Forked.
  if (group.some((one) => one.document.id === document.id && one.digest !== digest)) {
    return said("forked", "Another document verified with it has the same id.", "/id");
  }
  const { series } = document;
  if (!series) return null;
  const alike = group.filter((one) => isInSeries(one, ruling));
  if (alike.some((one) => one.document.series.version === series.version && one.digest !== digest)) {
    return said("forked", "Another document verified with it has the same version of the series.", "/series/version");
  }
  // 4. Replaces.
  const { replaces } = series;
  if (!replaces) return null;
  const isBefore = (one) => isInSeries(one, ruling) && one.document.series.version === series.version - 1;
  const isReplaced = (one) => one.document.id === replaces.id && one.digest === replaces.digest;
  const speaksOf = (one) => one.document.id === replaces.id || one.digest === replaces.digest;
  if (group.some((one) => (isBefore(one) || speaksOf(one)) && !(isBefore(one) && isReplaced(one)))) {
    const words = "It replaces another document than the version before, which was verified with it.";
    return said("broken-replaces", words, "/series/replaces");
  }
  return null;
}

// An approved version carries further than the interim one that follows it, and is named first.
function supersededBy(later, after, group) {
  const by = newest(after.filter((one) => !one.interim)) ?? later;
  const gone = withdrawalOf(by, group) ? " That one was withdrawn." : "";
  const words = `SUPERSEDED by version ${by.document.series.version} of ${day(by)}, verified with it.${gone}`;
  if (by === later || withdrawalOf(later, group)) return words;
  const which = `Version ${later.document.series.version} of ${day(later)}, verified with it,`;
  return `${words} ${which} is interim, NOT YET COUNTERSIGNED.`;
}

// 6. Interim follows: an interim version takes no approved one's place, and stands beside it.
function followed(ruling, next, group) {
  if (!next || withdrawalOf(next, group)) return ruling;
  const which = `Version ${next.document.series.version} of ${day(next)}, verified with it,`;
  const words = `${which} is interim, NOT YET COUNTERSIGNED: it stands beside this one and does not take its place.`;
  return { ...ruling, findings: [{ kind: "interim-follows", words }, ...ruling.findings] };
}

// 5. Superseded: by what is later in the series and not refused itself, unless for having been withdrawn. An interim
// version supersedes only interim ones.
function laterThan(ruling, group) {
  if (!ruling.document.series) return [];
  return group.filter((one) => {
    if (!isInSeries(one, ruling) || one.document.series.version <= ruling.document.series.version) return false;
    const refusal = refusalOf(one, group);
    return !refusal || refusal.reason === "withdrawn";
  });
}

function newest(later) {
  return later.reduce((one, other) => (one && one.document.series.version >= other.document.series.version ? one : other), null);
}

function withdrawalOf(ruling, group) {
  return group.find((one) => one.kind === "withdrawal" && isNamed(ruling, one.document.credentialSubject.document)) ?? null;
}

function isNamed({ kind, document, digest }, named) {
  return kind === named.kind && document.id === named.id && digest === named.digest;
}

function isInSeries(one, { kind, document }) {
  return one.kind === kind && one.document.series?.id === document.series.id;
}

function day({ document }) {
  const [year, month, date] = document.validFrom.slice(0, 10).split("-").map(Number);
  return `${date} ${MONTHS[month - 1]} ${year}`;
}

function said(reason, message, path = "") {
  return { reason, message, path };
}
