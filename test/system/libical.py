"""Reads a feed on standard input with Debian's libical, and prints its events as JSON."""

import json
import sys

import gi

gi.require_version("ICalGLib", "3.0")
from gi.repository import ICalGLib


def day(time):
    assert time.is_date(), "not a day"
    return f"{time.get_year():04}-{time.get_month():02}-{time.get_day():02}"


def values(event, kind):
    prop = event.get_first_property(kind)
    found = []
    while prop:
        found.append(prop.get_value_as_string())
        prop = event.get_next_property(kind)
    return found


def entry(event):
    return {
        "uid": event.get_uid(),
        "summary": event.get_summary(),
        "start": day(event.get_dtstart()),
        "end": day(event.get_dtend()),
        "description": event.get_description(),
        "status": event.get_status().value_nick,
        "sequence": event.get_sequence(),
        "url": values(event, ICalGLib.PropertyKind.URL_PROPERTY),
    }


calendar = ICalGLib.Component.new_from_string(sys.stdin.buffer.read().decode("utf-8"))
kind = ICalGLib.ComponentKind.VEVENT_COMPONENT
events = []
event = calendar.get_first_component(kind)
while event:
    events.append(entry(event))
    event = calendar.get_next_component(kind)
json.dump({"errors": calendar.count_errors(), "events": events}, sys.stdout)
