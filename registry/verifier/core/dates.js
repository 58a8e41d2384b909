// Moments in UTC and partial dates (`2019`, `2019-03`, `2019-03-01`), which are the intervals they span.

// The moment in milliseconds, or null for a day that is not in the calendar.
export function readMoment(text) {
  const moment = Date.parse(text);
  return Number.isNaN(moment) || !text.startsWith(new Date(moment).toISOString().slice(0, 19)) ? null : moment;
}

export function writeMoment(moment) {
  return `${new Date(moment).toISOString().slice(0, 19)}Z`;
}

// The first and the last day that a partial date can mean, as text that sorts; null for an impossible day.
export function interval(text) {
  const [year, month, day] = text.split("-");
  const first = `${year}-${month ?? "01"}-${day ?? "01"}`;
  if (readMoment(`${first}T00:00:00Z`) === null) return null;
  if (day) return { first, last: first };
  // Day 0 of the month after is the last day of this one.
  const last = new Date(Date.UTC(Number(year), Number(month ?? 12), 0));
  return { first, last: last.toISOString().slice(0, 10) };
}

export function inOrder(earlier, later) {
  return !earlier || !later || !(interval(later).last < interval(earlier).first);
}
