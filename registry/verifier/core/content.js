// What a document says must be able to exist: what no schema can see. The rules stand by the name that the schema
// gives each part of a document; a part is visited wherever the schema puts it. Each answers with what is wrong.

import { inOrder, interval, readMoment } from "./dates.js";
import { Refused } from "./refused.js";
import { resolve } from "./schema.js";
import { isObject, step } from "./strict.js";

const BLANK = /^[ \n\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]*$/u;
const NO_WORDS = ["no-statement", "not-offered", "declined"];
const PROGRAMME_ID = /^(?:[A-Z0-9][A-Z0-9+.:-]*|urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}:[A-Z0-9][A-Z0-9+.-]{0,39})$/;
const FEWEST_WORDS_OF_A_BASIS = 4;
// Work that was done and that nobody could credit.
const RECOGNISABLE = ["ask-first", "resume", "not-advised", "not-available-here"];
// Structured professional judgement has no score; the names under which it goes, without spaces and marks.
const STRUCTURED = new RegExp(
  "^(hcr20|start|startav|saprof|saprofyv|rsvp|sara|bsafer|historicalclinicalriskmanagement20" +
    "|shorttermassessmentofriskandtreatability\\w*|structuredassessmentofprotectivefactors\\w*" +
    "|riskforsexualviolenceprotocol|briefspousalassaultformfortheevaluationofrisk|spousalassaultriskassessment\\w*)" +
    "(v(ersion)?)?[0-9]{0,2}$",
);

const RULES = {
  time: (text) => readMoment(text) === null && "the time is not in the calendar",
  date: (text) => interval(text) === null && "the date is not in the calendar",
  prose: (text) => BLANK.test(text) && "the text is blank",
  nhsNumber: (digits) => !hasCheckDigit(digits) && "the NHS number's check digit does not fit",
  Person: registration,
  Signatory: registration,
  Recipient: (one) => (one.kind === "establishment") !== "id" in one && "only an establishment is addressed by its id",
  Series: (one) => (one.version === 1) === "replaces" in one && "version 1, and only version 1, replaces nothing",
  Attestation: (one) => "shown" in one && "notShown" in one && "shown and not shown: only one can be",
  SubjectParticipant: (one) =>
    "nhsNumber" in one === "noNhsNumberBecause" in one && "an NHS number, or a reason for none, and not both",
  Subject: ownersDiffer,
  OverlapJudgement: (one) => one.strength === "none" && "skipModules" in one && "what covers nothing lets a module be skipped",
  LegalStatus: (one, data) =>
    (!data.legalStatuses.includes(one.code) && "the legal status is not on the list") || backwards(one.since, one.until),
  Placement: (one) => backwards(one.since, one.until),
  Accreditation: (one) => backwards(one.since, one.until),
  Assessment: (one) => backwards(one.on, one.validUntil),
  Range: (one) => one.most < one.least && "the range runs backwards",
  LocalDefinition: (one) => twice(one.modules, "module"),
  ReleasedBy: registration,
  Programme: (one) =>
    (!PROGRAMME_ID.test(one.id) && "a programme's id is not one") ||
    (one.editions.some((each) => each.id.split("/")[0] !== one.id) && "an edition is not one of its programme") ||
    twice(one.editions, "edition"),
  Edition: (one) =>
    (one.id.split("/").length !== 2 && "an edition's id is not its programme's with one label") ||
    backwards(one.validFrom, one.validUntil) ||
    twice(one.shapes, "shape") ||
    twice(one.modules, "module") ||
    twice(one.components, "component"),
  ReleaseSubject: (one) =>
    twice(one.programmes, "programme") ||
    twice(one.measures, "measure") ||
    twice(one.definitions, "local definition") ||
    twice(one.overlaps, "judgement"),
  Measure: measureFault,
  Scale: (one) =>
    ("lowest" in one !== "highest" in one && "a range is only half said") ||
    ("lowest" in one && !(Number(one.lowest) < Number(one.highest)) && "a range runs backwards"),
  ReliableChange: (one) =>
    !(Number(one.sd) > 0 && Number(one.reliability) > 0) && "a deviation or a reliability is not above nothing",
  Intervention: interventionFault,
  SessionRecord: sessionFault,
  ModuleMark: (one) => one.standing === "waived" && !("reason" in one) && "a module is waived without a reason",
  Closure: closureFault,
  Progress: (one) =>
    ("seenOutside" in one && !("seenOutsideBy" in one) && "progress was seen outside, but not by whom") ||
    (!["learnt", "seenInSessions", "seenOutside", "notYetShown"].some((part) => part in one) && "the progress says nothing"),
  Score: scoreFault,
  VoiceEntry: (one) =>
    (NO_WORDS.includes(one.kind) === "text" in one && "the entry's words do not fit its kind") ||
    (one.kind === "carers-view" && !one.audiences.includes("treating-teams") && "a carer's view is for the treating teams first"),
  Ask: (one) => !one.whom.includes("the participant") && "the participant is always one of those asked",
  Decision: decisionFault,
  PlanLine: lineFault,
  ParticipantChoice: (one) => "words" in one === one.wordsLeftOut && "the choice's words are neither there nor left out, or both",
  Review: answerTwice,
  OutcomeJudgement: answerTwice,
  TargetOutcome: (one) =>
    (one.judgements ?? []).some((each) => !inOrder(one.commissionedOn, each.on)) && "an outcome is judged before it was asked for",
  Assignment: (one) =>
    backwards(one.since, one.until) || (one.lead && one.role !== "therapist" && "only a therapist leads an intervention"),
  EditionMatch: (one) => "was" in one !== "because" in one && "matched again without a reason, or a reason for nothing",
  Signature: (one) => !/^z[1-9A-HJ-NP-Za-km-z]{80,100}$/.test(one.value) && "the signature is not one",
  Held: (one) => one.verdict === "REFUSED" && "what was refused is not held",
  DirectoryKey: (one) =>
    (["clinician", "receiver"].includes(one.role) && !("holder" in one) && "a person's key has no holder") ||
    (one.state !== "active" && !("since" in one) && "a key is not active, but since when is not said") ||
    ("until" in one && readMoment(one.until) <= readMoment(one.from) && "a key ends before it begins"),
  Roots: (one) =>
    (new Set(one.keys).size !== one.keys.length && "one root key stands twice") ||
    (one.threshold > one.keys.length && "the threshold does not fit the number of root keys"),
};

// Visit `value`, which follows `schema`. A document's proofs are no content.
export function checkContent(value, schema, data, path = "", root = schema) {
  const whole = resolve(schema, root);
  if ("const" in whole) return;
  if (Array.isArray(value)) {
    value.forEach((item, place) => checkContent(item, whole.items, data, `${path}/${place}`, root));
  } else if (isObject(value)) {
    for (const [name, item] of Object.entries(value)) {
      if (path !== "" || name !== "proof") checkContent(item, whole.properties?.[name] ?? whole.additionalProperties, data, `${path}/${step(name)}`, root);
    }
  }
  const rule = schema.$ref && RULES[schema.$ref.replace("#/$defs/", "")];
  const fault = rule && rule(value, data);
  if (fault) throw new Refused("content", `The document cannot be so: ${fault}.`, path);
}

function registration(one) {
  const wrong = one.registration?.startsWith("PYL") && !/^PYL[0-9]{1,6}$/.test(one.registration);
  return wrong && "the HCPC registration has another form than PYL and up to six digits";
}

function backwards(earlier, later) {
  return !inOrder(earlier, later) && "one date is before the other that it follows";
}

function twice(items = [], what) {
  return new Set(items.map((one) => one.id)).size !== items.length && `one ${what} stands twice`;
}

// The NHS number's modulus 11: weights 10 to 2, then the check digit.
function hasCheckDigit(digits) {
  const sum = [...digits.slice(0, 9)].reduce((total, digit, place) => total + Number(digit) * (10 - place), 0);
  const check = (11 - (sum % 11)) % 11;
  return check === Number(digits[9]);
}

function ownersDiffer(subject) {
  const lists = ["placements", "needs", "interventions", "assessments", "scores", "voice"];
  const records = lists.flatMap((name) => subject[name] ?? []).concat(subject.plan ?? []);
  return records.some((one) => one.participantId !== subject.participant.id) && "a record belongs to another participant";
}

function interventionFault(one) {
  const leads = (one.staff ?? []).filter((each) => each.lead && !("until" in each));
  const last = one.matches?.at(-1);
  return (
    twice(one.sessions, "session") ||
    twice(one.carePackage, "target outcome") ||
    twice(one.goals, "goal") ||
    twice(one.products, "product") ||
    (leads.length > 1 && "two lead the intervention at once") ||
    ((one.state === "closed") !== "closure" in one && "closed and the closure do not fit together") ||
    (last && last.editionId !== one.editionId && "it is on another edition than it was matched to last") ||
    backwards(one.referred, one.started) ||
    backwards(one.started, one.closure?.on) ||
    backwards(one.started, one.closure?.judgedOn)
  );
}

function answerTwice(one) {
  return one.answerLeftOut && "participantAnswer" in one && "the answer is there, and left out";
}

// Nothing is changed into credit, nor recognised but by that choice; a recognition needs more than a word or two.
function decisionFault(one) {
  const said = "discussedWords" in one || one.wordsLeftOut;
  const asks = one.changedTo === "ask-first";
  const unwanted = one.changedTo === "not-wanted-now";
  return (
    (one.wordsLeftOut && "discussedWords" in one && "the words are there, and left out") ||
    (one.discussed !== "agrees" && !said && "the decision was not agreed with, but says no more") ||
    ((one.choice === "change") !== "changedTo" in one && "a changed line, and only one, names what it was changed to") ||
    (["credit", "recognised"].includes(one.changedTo) && "no line is changed into that") ||
    (one.choice === "recognise" && wordsIn(one.reason) < FEWEST_WORDS_OF_A_BASIS && "a recognition has no basis") ||
    (unwanted && (one.discussed === "not-yet" || !said) && "not wanted now is the participant's own choice") ||
    ((unwanted || one.choice === "defer") !== "again" in one && "when to come back to it does not fit the choice") ||
    (asks && !("ask" in one) && "ask first has no question")
  );
}

function lineFault(one) {
  const { decision } = one;
  const recognisable = one.work !== undefined && RECOGNISABLE.includes(one.kind);
  return (
    ((one.kind === "ask-first") !== "ask" in one && "ask first, and only ask first, carries a question") ||
    (one.kind === "recognised" && "nothing is worked out as recognised") ||
    (decision?.choice === "recognise" && !recognisable && "there is nothing to recognise in the line") ||
    (decision && decision.changedTo === one.kind && "a line is changed to what it says already") ||
    ("answers" in one && !one.ask && !decision?.ask && "an answer stands where nothing is asked")
  );
}

function wordsIn(text) {
  return text.split(/[ \n\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+/u).filter(Boolean).length;
}

function sessionFault(one) {
  const absent = one.attended === "no";
  const room = (one.staff ?? []).map((each) => JSON.stringify([each.name, each.profession]));
  const unmarked = one.attended === "not-recorded-by-the-service";
  return (
    (absent && !("absence" in one) && "an absence has no reason") ||
    ((one.attended === "full" || unmarked) && "absence" in one && "a reason for absence stands beside attendance") ||
    ((absent || unmarked) && "minutes" in one && "minutes received stand beside an absence") ||
    (new Set(room).size !== room.length && "somebody is named twice as being in the room")
  );
}

function closureFault(one) {
  return (
    (one.outcome === "completed" && one.recorded !== "reported" && !("judgedBy" in one) && "completed without a judge") ||
    (one.outcome !== "completed" && !("reason" in one) && "not completed, and no reason") ||
    (one.outcome === "transferred-in-progress" && !("leftToDo" in one) && "transferred, but not what is left to do")
  );
}

function measureFault(one) {
  const { kind, scales = [] } = one;
  const structured = STRUCTURED.test(plainName(one.acronym ?? one.title));
  return (
    (structured !== (kind === "structured-judgement") && "whether it is structured judgement is not so") ||
    (structured && scales.length > 0 && "structured judgement has no scales") ||
    twice(scales, "scale") ||
    (new Set(scales.map((each) => plainName(each.title))).size !== scales.length && "two scales have one title")
  );
}

function scoreFault(one) {
  return (
    (STRUCTURED.test(plainName(one.measure)) && "structured judgement has no score") ||
    (!(Number(one.lowest) <= Number(one.value) && Number(one.value) <= Number(one.highest)) && "the score lies outside its range")
  );
}

// A measure's name without case, spaces and punctuation, to compare it with another.
export function plainName(name) {
  return name.toLowerCase().replace(/[^0-9a-z]/g, "");
}
