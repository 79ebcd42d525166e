// What a parser reads in a calendar file: one JSON list of [uid, slot, start, end, status] a line,
// instants in UTC (dates for whole days), for the dates that start in [from, to[.
// Usage: NODE_PATH=… node expand.cjs ical.js|node-ical FROM TO < file.ics
"use strict";
const [parser, from, to] = process.argv.slice(2);
const text = require("fs").readFileSync(0, "utf8");
const pad = (number, width = 2) => String(number).padStart(width, "0");
const utc = (milliseconds) => new Date(milliseconds).toISOString().replace(".000Z", "Z");

function withIcalJs() {
  const ICAL = require("ical.js");
  const calendar = new ICAL.Component(ICAL.parse(text));
  for (const zone of calendar.getAllSubcomponents("vtimezone")) {
    ICAL.TimezoneService.register(new ICAL.Timezone(zone));
  }
  const told = (time) =>
    time.isDate ? `${pad(time.year, 4)}-${pad(time.month)}-${pad(time.day)}` : utc(time.toUnixTime() * 1000);
  // Left to itself, ICAL.Event takes the overrides of the whole file, whatever their UID, and a date
  // of one series at the same wall time as another's override is then read wrong: it is told which.
  const own = { strictExceptions: true, exceptions: [] };
  const events = calendar.getAllSubcomponents("vevent").map((found) => new ICAL.Event(found, own));
  const found = [];
  for (const event of events.filter((one) => !one.isRecurrenceException())) {
    const overrides = events.filter((one) => one.isRecurrenceException() && one.uid === event.uid);
    overrides.forEach((one) => event.relateException(one));
    const dates = event.iterator();
    for (let slot = dates.next(); slot && told(slot) < "2040"; slot = dates.next()) {
      const { item, startDate, endDate } = event.getOccurrenceDetails(slot);
      const status = item.component.getFirstPropertyValue("status");
      found.push([event.uid, told(slot), told(startDate), told(endDate), status]);
    }
  }
  // Dates of a mail that tells some dates alone: they stand for themselves.
  const masters = new Set(events.filter((one) => !one.isRecurrenceException()).map((one) => one.uid));
  for (const one of events.filter(({ uid }) => !masters.has(uid))) {
    const status = one.component.getFirstPropertyValue("status");
    found.push([one.uid, told(one.recurrenceId), told(one.startDate), told(one.endDate), status]);
  }
  return found;
}

function withNodeIcal() {
  const ical = require("node-ical");
  // Whole days are local midnights of the process: it runs with TZ=UTC.
  const told = (date, day) => (day ? utc(+date).slice(0, 10) : utc(+date));
  const found = [];
  for (const event of Object.values(ical.sync.parseICS(text))) {
    if (event.type !== "VEVENT") continue;
    if (!event.rrule && event.recurrences) {
      // Some dates alone: kept apart, under their day and again under their instant.
      for (const one of new Set(Object.values(event.recurrences))) {
        const [slot, start, end] = [one.recurrenceid, one.start, one.end].map((date) => told(date));
        found.push([one.uid, slot, start, end, one.status]);
      }
      continue;
    }
    const span = { from: new Date("2020-01-01T00:00Z"), to: new Date("2040-01-01T00:00Z") };
    for (const one of ical.expandRecurringEvent(event, span)) {
      const slot = one.isOverride ? one.event.recurrenceid : one.start;
      const day = one.isFullDay;
      found.push([event.uid, told(slot, day), told(one.start, day), told(one.end, day), one.event.status]);
    }
  }
  return found;
}

const found = parser === "ical.js" ? withIcalJs() : withNodeIcal();
console.log(JSON.stringify(found.filter(([, , start]) => from <= start && start < to).sort()));
