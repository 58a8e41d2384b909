// The whole summary in words, section by section, in the order in which a reader needs it.

import { facts, make, section, table } from "./elements.js";
import { planSection } from "./plan.js";
import { capital, day, moment, person, plain, said, span, words } from "./wording.js";
import { workArticle } from "./work.js";

export function summaryBlocks(document) {
  const { credentialSubject: subject, catalogue } = document;
  const works = subject.interventions ?? [];
  return [
    aboutDocument(document),
    participant(subject.participant),
    firstWeeks(subject.firstTwoWeeks),
    statement(subject.statement),
    sharing(subject.sharing),
    section("Where, and under which law", table("Stays and legal status", ["Where", "When", "Law"], (subject.placements ?? []).map(stay))),
    section("Needs", table("Needs", ["Need", "Standing", "Judged", "Notes"], (subject.needs ?? []).map(need))),
    works.length
      ? section(
          "Work done",
          make("p.small", "Completing a piece of work is no statement about risk."),
          works.map((work, place) => workArticle(work, place + 1, catalogue.editions ?? [])),
        )
      : null,
    section("Assessments", (subject.assessments ?? []).map(assessment)),
    section("Measures", table("Readings", ["Measure", "Reading", "Range", "When", "By"], (subject.scores ?? []).map(score))),
    voice(subject.voice ?? []),
    planSection(subject.plan),
    section(
      "What does not travel",
      subject.omitted
        ? make("ul", subject.omitted.map((one) => make("li", one)))
        : make("p", "Every kind of section is part of this summary."),
    ),
    section("Programmes as the sender knows them", (catalogue.editions ?? []).map(edition)),
    section("What one programme covers of another, as judged by the sender", (catalogue.overlaps ?? []).map(overlap)),
  ].filter(Boolean);
}

function aboutDocument(document) {
  const { attestation, series } = document;
  const replaced = series.replaces ? `, replaces the document with digest ${series.replaces.digest.slice(0, 16)}…` : "";
  return section(
    "The document",
    facts([
      ["From", `${document.issuer.name} (${words("tier", document.issuer.tier)})${document.issuer.contact ? `, ${document.issuer.contact}` : ""}`],
      ["For", document.recipient.name],
      ["Purpose", capital(plain(document.purpose))],
      ["Valid from", moment(document.validFrom)],
      ["Version", `${series.version}${replaced}`],
      ["Written by", person(attestation.author)],
      ["Approved by", person(attestation.approver) ?? "nobody yet: not yet countersigned"],
      ["Shown to the participant", shown(attestation)],
      ["Sensitive annex", document.annex && `There is one, kept apart by the decision of ${document.annex.decidedBy}`],
    ]),
  );
}

function shown({ shown: seen, notShown }) {
  if (seen) {
    const answer = capital(words("answer", seen.answer));
    return `${day(seen.on)}, ${seen.format}, by ${seen.by}. ${answer}${seen.words ? `: “${seen.words}”` : "."}`;
  }
  return notShown ? `No, by decision of ${notShown.by}: ${notShown.reason}` : "It is not recorded.";
}

function participant(one) {
  const needs = one.communication;
  const told = [
    needs.language && `speaks ${needs.language}`,
    needs.interpreter && `interpreter: ${needs.interpreter}`,
    needs.hearing,
    needs.literacy,
    needs.formatWanted && `wants ${needs.formatWanted}`,
    needs.whatHelps && `what helps: ${needs.whatHelps}`,
  ].filter(Boolean);
  const known = (value) => (value === "unknown" ? "not known" : value);
  return section(
    "The participant",
    facts([
      ["Name", `${one.name.given} ${one.name.family}`],
      ["Known as", one.knownAs],
      ["Born", day(one.born)],
      ["Sex as recorded", plain(one.sex)],
      ["NHS number", one.nhsNumber ? one.nhsNumber.replace(/(...)(...)/, "$1 $2 ") : `none: ${one.noNhsNumberBecause}`],
      ["Prison number", one.prisonNumber],
      ["Local number", one.localNumber],
      ["Conviction", one.untried && "Not convicted: no inference may be drawn"],
      ["Communication", told.join("; ") || "no need recorded"],
      ["Learning disability", known(needs.learningDisability)],
      ["Autism", known(needs.autism)],
      ["Brain injury", known(needs.brainInjury)],
    ]),
  );
}

function firstWeeks(one) {
  if (!one) return null;
  return section(
    "The first two weeks",
    facts([
      ["What settles", one.settles],
      ["What upsets", one.upsets],
      ["Not in a group with", one.notInAGroupWith],
      ["Unfinished", one.unfinished],
      ["Not to be asked for again", one.notToBeAskedAgain?.map((account) => `${account.what} (kept at ${account.keptWhere})`).join("; ")],
      ["The last therapy ended", words("ended", one.lastTherapyEnded)],
      ["Old and new therapist spoke", words("spoke", one.therapistsSpoke)],
    ]),
  );
}

function statement(one) {
  if (!one) return null;
  return section(
    "In short",
    make("p.prose", one.inShort.join(" ")),
    facts([["How well the author knows the case", one.knowledgeOfCase]]),
    one.readWithCare && [make("h4", "Read with care"), make("ul", one.readWithCare.map((point) => make("li.prose", point)))],
    one.comparisons && [
      make("h4", "Beside prison programmes"),
      one.comparisons.map((each) =>
        facts([[`${each.work} beside ${each.beside}`, `${each.judgement} Judged by ${each.by}, ${day(each.on)}.`]]),
      ),
    ],
  );
}

function sharing(one) {
  if (!one) return null;
  return section(
    "Consent and sharing",
    facts([
      ["Consents to treatment", one.consentsToTreatment],
      ["Told about sharing", one.toldAboutSharing],
      ["Objects to sharing", one.objectsToSharing],
      ["Shared despite objection", one.sharedDespiteObjection],
    ]),
  );
}

function stay(one) {
  const laws = (one.legal ?? []).map((law) => `${words("legal", law.code)}, ${span(law.since, law.until)}`);
  return [one.establishment.name, span(one.since, one.until), laws.join("; ") || "not recorded"];
}

function need(one) {
  const choice = one.choice && `Their choice, ${day(one.choice.on)}: ${said(one.choice.words, "")}.${one.choice.askAgain ? ` Ask again ${day(one.choice.askAgain)}.` : ""}`;
  const notes = [choice, one.notAdvisedBecause && `Not advised: ${one.notAdvisedBecause}`, one.note].filter(Boolean);
  return [capital(words("need", one.need)), plain(one.standing), `${day(one.on)}, ${one.by}`, notes.join(" ")];
}

function assessment(one) {
  return make(
    "div.item",
    make("h4", `${one.tool} ${one.version}`),
    facts([
      ["When and by whom", `${day(one.on)}, ${one.rater}, ${one.establishment.name}`],
      ["Judgements", one.judgements],
      ["Formulation", one.hasFormulation ? "there is one" : "there is none"],
      ["Valid until", day(one.validUntil)],
    ]),
  );
}

function score(one) {
  return [
    `${one.measure} ${one.version}${one.subscale ? `, ${one.subscale}` : ""}`,
    one.value,
    `${one.lowest} to ${one.highest}, ${words("direction", one.direction)}`,
    `${day(one.on)} (${plain(one.occasion)})`,
    one.ratedBy ?? plain(one.rater),
  ];
}

const NO_WORDS = {
  "no-statement": "They were asked and have made no statement.",
  "not-offered": "They were not offered the chance to make a statement.",
  declined: "They were offered the chance to make a statement and said no, which is their right.",
};

function voice(entries) {
  const blocks = entries.map((one) =>
    make(
      "div.item",
      one.about && make("p.small.prose", `About: ${one.about}`),
      one.text ? make("blockquote.prose", `“${one.text}”`) : make("p", NO_WORDS[one.kind]),
      make("p.small", `${capital(plain(one.kind))}, ${day(one.on)}. Typed by ${one.typedBy}; ${one.readBack ? "read back to them" : "not read back to them"}.`),
      one.staffComment && make("p.small.prose", `Staff comment, not theirs: ${one.staffComment}`),
    ),
  );
  return section("Their words", blocks.length ? blocks : make("p", "No entry of theirs travels with this summary."));
}

function edition(one) {
  const range = (value) => value && (value.most === undefined ? `${value.least} or more` : value.most === value.least ? `${value.least}` : `${value.least} to ${value.most}`);
  const weeks = one.shape?.weeks && `${range(one.shape.weeks)} weeks`;
  const local = one.local;
  return make(
    "div.item",
    make("h4", one.title),
    facts([
      ["Edition", one.editionId],
      ["Plain activity name", one.activity],
      ["Kind", words("kind", one.kind)],
      ["Form", words("form", one.form)],
      ["Delivery", one.shape && [one.shape.title, weeks, one.shape.note].filter(Boolean).join(", ")],
      ["Modules", one.modules?.map((module) => module.title).join("; ")],
      ["Accreditation at delivery", one.accreditation && words("accreditation", one.accreditation.status)],
      ["Completing means", one.completion?.text],
      [`As delivered at ${local?.establishment.name}`, local && localWords(local)],
      ["Their words for things", one.glossary?.map((term) => `${term.theirs} = ${term.common}`).join("; ")],
    ]),
  );
}

function overlap(one) {
  return make(
    "div.item",
    make("h4", one.strength === "none" ? `${one.covers} covers nothing of ${one.covered}` : `${one.covers} covers part of ${one.covered} (${one.strength})`),
    facts([
      ["For", one.needs.map((need) => words("need", need)).join("; ")],
      ["What may be skipped", one.skipModules?.join("; ")],
      ["On what basis", one.basis],
      ["Caution", one.caution],
      ["Judged by", `${one.judgedBy}, ${day(one.on)}`],
      ["Signature of the judge", one.signature && "there is one; it is checked where the judgement is used"],
    ]),
  );
}

function localWords(local) {
  const modules = local.modules?.length ? `Modules: ${local.modules.map((one) => one.title).join("; ")}. ` : "";
  const completion = local.completion ? `Completing means: ${local.completion.text} ` : "";
  return `${modules}${completion}Signed off by ${person(local.signedOffBy)}, ${day(local.signedOffOn)}.`;
}
