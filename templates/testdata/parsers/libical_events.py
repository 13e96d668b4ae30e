"""The same with libical, by its introspection (gir1.2-ical-3.0)."""
import sys
import gi

gi.require_version("ICalGLib", "3.0")
from gi.repository import ICalGLib as I

cal = I.Component.new_from_string(open(sys.argv[1], encoding="utf-8", newline="").read())
if cal is None or cal.count_errors() > 0:
    sys.exit("libical finds errors in the file")
names = {I.PropertyStatus.CONFIRMED: "CONFIRMED", I.PropertyStatus.CANCELLED: "CANCELLED"}
method = {I.PropertyMethod.PUBLISH: "PUBLISH"}.get(cal.get_method(), "another")
print("METHOD", method, cal.get_first_property(I.PropertyKind.VERSION_PROPERTY).get_version())


def instant(event, kind):
    prop = event.get_first_property(kind)
    at = prop.get_dtstart() if kind == I.PropertyKind.DTSTART_PROPERTY else prop.get_dtend()
    tzid = prop.get_parameter_as_string("TZID")
    zone = cal.get_timezone(tzid) if tzid else I.Timezone.get_utc_timezone()
    if zone is None:
        sys.exit("no VTIMEZONE for " + tzid)
    stamp = at.as_timet_with_zone(zone)
    return I.Time.new_from_timet_with_zone(stamp, 0, I.Timezone.get_utc_timezone()).as_ical_string()


event = cal.get_first_component(I.ComponentKind.VEVENT_COMPONENT)
while event is not None:
    print(event.get_uid(), event.get_sequence(), names[event.get_status()], instant(event, I.PropertyKind.DTSTART_PROPERTY),
          instant(event, I.PropertyKind.DTEND_PROPERTY))
    event = cal.get_next_component(I.ComponentKind.VEVENT_COMPONENT)
