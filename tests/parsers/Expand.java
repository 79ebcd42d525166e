// What ical4j reads in a calendar file: one JSON list of [uid, slot, start, end, status] for the dates
// that start in [from, to[, instants in UTC (dates for whole days); or what its validator says.
// Usage: java -cp '…/*' Expand.java expand FROM TO < file.ics
//        java -cp '…/*' Expand.java validate < file.ics

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Component;
import net.fortuna.ical4j.model.Period;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.property.DateProperty;

class Expand {
  static final String FIRST = "2020-01-01", LAST = "2040-01-01", ZERO = "T00:00:00Z";

  public static void main(String[] arguments) throws Exception {
    Calendar calendar = new CalendarBuilder().build(System.in);
    List<String> found = arguments[0].equals("validate") ? faults(calendar)
        : dates(calendar, arguments[1], arguments[2]);
    System.out.println("[" + String.join(",", found) + "]");
  }

  static List<String> faults(Calendar calendar) {
    List<String> found = new ArrayList<>();
    calendar.validate(true).getEntries().forEach(entry -> found.add(list(
        entry.getSeverity().toString(), entry.getContext(), entry.getMessage())));
    return found;
  }

  static List<String> dates(Calendar calendar, String from, String to) {
    List<VEvent> events = calendar.getComponents(Component.VEVENT);
    Map<String, VEvent> overrides = new HashMap<>();
    Set<String> masters = new HashSet<>();
    for (VEvent event : events) {
      told(event, Property.RECURRENCE_ID).ifPresentOrElse(
          slot -> overrides.put(uid(event) + slot, event), () -> masters.add(uid(event)));
    }
    // Wider than what is asked, which is cut on the dates told; days are counted in days.
    Period<Temporal> moments = new Period<>(ZonedDateTime.parse(FIRST + ZERO), ZonedDateTime.parse(LAST + ZERO));
    Period<Temporal> days = new Period<>(LocalDate.parse(FIRST), LocalDate.parse(LAST));
    List<String> found = new ArrayList<>();
    for (VEvent event : events) {
      Optional<String> instance = told(event, Property.RECURRENCE_ID);
      // Dates of a mail that tells some dates alone: they stand for themselves.
      if (instance.isPresent() && !masters.contains(uid(event))) {
        String start = told(event, Property.DTSTART).get(), end = told(event, Property.DTEND).get();
        if (from.compareTo(start) <= 0 && start.compareTo(to) < 0) found.add(list(uid(event), instance.get(), start, end, status(event)));
      }
      if (instance.isPresent()) continue;
      boolean wholeDays = told(event, Property.DTSTART).get().length() == FIRST.length();
      for (Object one : event.calculateRecurrenceSet(wholeDays ? days : moments)) {
        Period<?> period = (Period<?>) one;
        String slot = iso(period.getStart());
        VEvent override = overrides.get(uid(event) + slot);
        String start = override == null ? slot : told(override, Property.DTSTART).get();
        String end = override == null ? iso(period.getEnd()) : told(override, Property.DTEND).get();
        String status = status(override == null ? event : override);
        if (from.compareTo(start) <= 0 && start.compareTo(to) < 0) found.add(list(uid(event), slot, start, end, status));
      }
    }
    return found;
  }

  static String uid(VEvent event) {
    return event.getRequiredProperty(Property.UID).getValue();
  }

  static String status(VEvent event) {
    return event.getRequiredProperty(Property.STATUS).getValue();
  }

  static Optional<String> told(VEvent event, String name) {
    return event.getProperty(name).map(found -> iso(((DateProperty<?>) found).getDate()));
  }

  static String iso(Temporal moment) {
    if (moment instanceof LocalDate day) return day.toString();
    return OffsetDateTime.from(moment).toInstant().toString();
  }

  static String list(String... values) {
    List<String> quoted = new ArrayList<>();
    for (String value : values) quoted.add("\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"");
    return "[" + String.join(",", quoted) + "]";
  }
}
