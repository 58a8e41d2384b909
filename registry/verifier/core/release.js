// What a catalogue release may say: it speaks for its issuer only, and names nothing that it does not hold.

import { plainName } from "./content.js";
import { Refused } from "./refused.js";

// The id of a local programme or measure begins with that of the unit whose it is.
const LOCAL = /^(urn:uuid:[0-9a-f-]{36}):/;

export function checkRelease(document, entry, data) {
  const { programmes, measures = [], definitions = [], overlaps = [] } = document.credentialSubject;
  const known = new Map(programmes.map((one) => [one.id, one]));
  const editions = new Set(programmes.flatMap((one) => one.editions.map((edition) => edition.id)));
  const local = [...programmes, ...measures].map((one) => LOCAL.exec(one.id)?.[1]);
  const owners = local.concat(definitions.map((one) => one.establishment.id));
  const needs = programmes.flatMap((one) => [...(one.needs ?? []), ...(one.overlaps ?? []).flatMap((each) => each.needs)]);
  const judged = programmes.flatMap((one) => one.overlaps ?? []).concat(overlaps);
  const fault =
    (owners.some((id) => id && id !== document.issuer.id) && "it speaks for another unit than its issuer") ||
    (haveOneName(measures) && "two of its measures answer to one name") ||
    (definitions.some((one) => !editions.has(one.editionId)) && "it defines an edition that it does not hold") ||
    (programmes.flatMap(namedBy).some((id) => !known.has(id)) && "it names a programme that it does not hold") ||
    (needs.concat(overlaps.flatMap((one) => one.needs)).some((need) => !Object.hasOwn(data.words.need, need)) &&
      "it names a target need that there is not") ||
    (judged.some((one) => !isFounded(one, known)) && "a judgement names what the release does not hold");
  if (fault) throw new Refused("content", `The document cannot be so: ${fault}.`, "/credentialSubject");
}

function haveOneName(measures) {
  const names = measures.flatMap((one) => [...new Set(namesOf(one).map(plainName))]);
  return new Set(names).size !== names.length;
}

// Every name a measure answers to.
function namesOf({ id, title, acronym, aliases = [], versions = [] }) {
  const name = acronym ?? title;
  return [id.split(":").at(-1), name, title, ...aliases, ...versions.map((version) => `${name} ${version}`)];
}

// The programmes that a programme names.
function namedBy(one) {
  return [
    ...(one.suitability?.prerequisites ?? []),
    ...(one.successors ?? []).map((each) => each.programmeId),
    ...one.editions.map((edition) => edition.booster?.programmeId).filter(Boolean),
  ];
}

// A judgement names programmes or editions; what may be skipped are modules of the covered one, or of its newest edition.
function isFounded({ covers, covered, skipModules = [] }, known) {
  const edition = (named) => {
    const editions = known.get(named.split("/")[0])?.editions ?? [];
    return named.includes("/") ? editions.find((one) => one.id === named) : editions.at(-1);
  };
  const modules = new Set((edition(covered)?.modules ?? []).map((one) => one.id));
  return Boolean(edition(covers) && edition(covered)) && skipModules.every((one) => modules.has(one));
}
