"""Reads a calendar file with python3-icalendar and writes what it understood: METHOD, then a line for each event with its instants in UTC.
The offsets are those of the file's own VTIMEZONE."""
import sys
from datetime import timezone
from icalendar import Calendar

cal = Calendar.from_ical(open(sys.argv[1], "rb").read())
print("METHOD", cal["METHOD"], cal["VERSION"])
zones = {str(z["TZID"]): z.to_tz() for z in cal.walk("VTIMEZONE")}


def instant(prop):
    at = prop.dt
    if "TZID" in prop.params:
        at = zones[prop.params["TZID"]].localize(at.replace(tzinfo=None))
    return at.astimezone(timezone.utc).strftime("%Y%m%dT%H%M%SZ")


for e in cal.walk("VEVENT"):
    print(e["UID"], e["SEQUENCE"], e["STATUS"], instant(e["DTSTART"]), instant(e["DTEND"]))
