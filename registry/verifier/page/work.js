// One piece of work in words: what it was, what was attended, reached, made and left to do.

import { facts, make, section, table } from "./elements.js";
import { capital, count, day, person, plain, said, words } from "./wording.js";

export function workArticle(work, number, editions) {
  const edition = editions.find((one) => one.editionId === work.editionId);
  const parts = [
    make("h4", `${number}. ${work.title}`),
    make("p.small", `${work.establishment.name} · ${capital(plain(work.delivery))} · ${words("recorded", work.recorded)}`),
    facts([
      ["What kind of work", edition && words("kind", edition.kind)],
      ["Edition", work.editionId && (edition ? `${edition.title} (${work.editionId}), as described by the sender` : work.editionId)],
      ["State", words("state", work.state)],
      ["Referred", day(work.referred)],
      ["Started", day(work.started)],
      ["For", work.needs?.map((need) => words("need", need)).join("; ")],
      ["Parts delivered", work.components?.join("; ")],
      ["Parts missing", work.missingComponents?.join("; ")],
      ["Adjustments", work.adjustments?.join("; ")],
      ["Setting", work.setting],
      ["State at the time", work.stateAtTheTime],
      ["Staff", work.staff?.map(assigned).join("; ")],
      ["Done again", repeat(work.repeat)],
      ["Attendance", attendance(work)],
      ...closure(work.closure),
      ["Recommended", work.recommended],
      ["Opened and not closed", work.openedNotClosed],
      ["What helps afterwards", work.helpsAfter],
      ["Matched to an edition", work.matches?.map(matched).join(" ")],
    ]),
    group("Steps", (work.moves ?? []).map(move)),
    group("Opened again after being closed", (work.reopenings ?? []).map(reopening)),
    group("Care package: what it was commissioned for", (work.carePackage ?? []).map(outcome)),
    group("Modules", (work.marks ?? []).map((mark) => mark_(mark, edition))),
    group("Goals", (work.goals ?? []).map(goal)),
    group("Progress", (work.progress ?? []).map(progress)),
    group("Skills", (work.skills ?? []).map(skill)),
    group("Products", (work.products ?? []).map(product)),
    register(work),
  ];
  return make("article.work", parts);
}

function group(title, items) {
  return items.length ? make("div.group", make("h5", title), items) : null;
}

// Only what the record holds: how many were marked, and how.
function attendance(work) {
  const sessions = work.sessions ?? [];
  const planned = work.plannedSessions ? ` ${count(work.plannedSessions, "session was", "sessions were")} planned.` : "";
  if (!sessions.length) return planned ? `No session is recorded.${planned}` : undefined;
  const by = (attended) => sessions.filter((one) => one.attended === attended).length;
  const marked = [
    [by("full"), "attended in full"],
    [by("part"), "in part"],
    [by("no"), "not attended"],
    [by("not-recorded-by-the-service"), "not marked by the service"],
  ];
  const parts = marked.filter(([number]) => number).map(([number, how]) => `${number} ${how}`);
  return `${count(sessions.length, "session")} recorded: ${parts.join(", ")}.${planned}`;
}

function move(one) {
  const why = one.because ? `: ${one.because}` : "";
  return make("p", `${capital(words("state", one.to))}, ${day(one.on)}, by ${one.by}${why}`);
}

function closure(one) {
  if (!one) return [];
  return [
    ["Closed", `${capital(words("outcome", one.outcome))}, ${day(one.on)}, by ${one.closedBy}`],
    ["Judged by", one.judgedBy && `${person(one.judgedBy)}${one.judgedOn ? `, ${day(one.judgedOn)}` : ""}`],
    ["Judged against", one.definition],
    ["Why it stopped", one.reason && `${words("stop", one.reason)}${one.reasonNote ? `. ${one.reasonNote}` : ""}`],
    ["Why, in the participant's words", one.participantReason],
    ["Left to do", one.leftToDo],
    ["How it ended", words("ended", one.ended)],
    ["Wording of the deselection", one.deselectionWording],
  ];
}

function mark_(mark, edition) {
  const modules = [...(edition?.modules ?? []), ...(edition?.local?.modules ?? [])];
  const title = modules.find((one) => one.id === mark.module)?.title ?? mark.module;
  return make("p", `${title}: ${plain(mark.standing)}, ${day(mark.on)}, by ${mark.by}.${mark.reason ? ` ${mark.reason}` : ""}`);
}

// Who gives it, as what, and from when to when where a date is known.
function assigned(one) {
  const dates = `${one.since ? ` from ${day(one.since)}` : ""}${one.until ? ` to ${day(one.until)}` : ""}`;
  return `${person(one.person)}: ${one.role}${one.lead ? ", lead" : ""}${dates}`;
}

function repeat(one) {
  return one && `${capital(words("repeat", one.reason))}: ${one.words} ${person(one.by)}, ${day(one.on)}.`;
}

function matched(one) {
  const before = one.was ? ` It was matched to ${one.was} before. ${one.because}` : "";
  return `To ${one.editionId}, ${day(one.on)}, by ${one.by}.${before}`;
}

function reopening(one) {
  return make("div.item", make("p.prose", `${day(one.on)}, by ${one.by}. ${one.because}`), facts(closure(one.closure)));
}

// Whether each outcome was met, which says what was seen of it and nothing about risk.
function outcome(one) {
  const judged = (one.judgements ?? []).map((each) =>
    facts([
      [`Judged ${day(each.on)}`, `${capital(words("met", each.met))}, by ${each.by}.${each.words ? ` ${each.words}` : ""}`],
      ["The participant's answer", answer(each)],
    ]),
  );
  return make(
    "div.item",
    make("p.prose", one.text),
    make("p.small", `Commissioned by ${one.commissionedBy}, ${day(one.commissionedOn)}${one.need ? `, for ${words("need", one.need)}` : ""}`),
    judged.length ? judged : make("p.small", "Not yet judged"),
  );
}

function answer(one) {
  return said(one.participantAnswer, one.answerLeftOut ? "given; " : undefined);
}

function goal(one) {
  const reviews = (one.reviews ?? []).map((review) =>
    facts([
      [`Reviewed ${day(review.on)}`, `${capital(words("reached", review.reached))}, by ${review.by}.${review.words ? ` ${review.words}` : ""}`],
      ["The participant's answer", answer(review)],
    ]),
  );
  return make("div.item", make("p.prose", one.text), make("p.small", `Set ${day(one.setOn)}`), reviews);
}

function progress(one) {
  return make(
    "div.item",
    make("p.small", `${capital(words("need", one.need))}, judged ${day(one.on)} by ${one.by}`),
    facts([
      ["Learnt", one.learnt],
      ["Seen in sessions", one.seenInSessions],
      ["Seen outside", one.seenOutside && `${one.seenOutside} Seen by ${one.seenOutsideBy}.`],
      ["Not yet shown", one.notYetShown],
    ]),
  );
}

function skill(one) {
  return make(
    "div.item",
    make("p", one.skill),
    facts([
      ["Cue", one.cue],
      ["In the participant's words", one.participantWords],
      ["Early signs", one.earlySigns],
      ["Supported by", one.supportedBy],
    ]),
  );
}

function product(one) {
  return make(
    "div.item",
    make("p", one.title),
    facts([
      ["What it is", `${capital(words("product", one.kind))}, ${day(one.on)}, made with ${one.madeWith}`],
      ["Agreed", plain(one.agreed)],
      ["Kept", one.keptWhere],
      ["May be seen by", one.mayBeSeenBy],
      ["Text", one.text],
    ]),
  );
}

function register(work) {
  const rows = (work.sessions ?? []).map((one) => [
    day(one.on),
    one.module ? `${one.module}${one.number ? `, ${one.number}` : ""}` : "",
    `${capital(plain(one.attended))}${one.catchUp ? ", catch-up" : ""}`,
    one.absence ? words("absence", one.absence) : one.minutes !== undefined ? `${one.minutes} min` : "",
    (one.staff ?? []).map((each) => `${each.name}, ${each.profession} (${each.role})`).join("; "),
  ]);
  const listed = table(`Sessions of ${work.title}`, ["Date", "Module", "Attended", "Minutes or reason", "In the room"], rows);
  return listed && make("details", make("summary", `Every session, as marked (${rows.length})`), listed);
}
