package message

import (
	"net/mail"
	"strings"
	"time"
)

// dateForms are shapes of dates that RFC 5322 does not know and mail holds.
var dateForms = [...]string{
	time.RFC3339, "2006-01-02 15:04:05 -0700", "2006-01-02 15:04:05", "Mon, 2 Jan 2006 15:04:05", "2 Jan 2006 15:04:05", time.ANSIC, time.UnixDate,
	"Mon, 2 Jan 2006 15:04:05 GMT-0700", "Mon, 2 Jan 06 15:04:05 -0700", "Mon Jan 2 15:04:05 2006 -0700", "Mon, 2-Jan-2006 15:04:05 -0700",
}

// parseDate reads a date; zero where it cannot be told.
func parseDate(s string) time.Time {
	s = strings.TrimSpace(dropComments(s))
	if s == "" || len(s) > 200 {
		return time.Time{}
	}
	if t, ok := usualDate(s); ok {
		return t
	}
	if t, err := mail.ParseDate(s); err == nil {
		return t
	}
	s = strings.Join(strings.Fields(s), " ")
	for _, form := range dateForms {
		if t, err := time.Parse(form, s); err == nil {
			return t
		}
	}
	return time.Time{}
}

// usualDate reads the one shape that nearly all mail has, "Tue, 3 Mar 2026 08:14:22 +0000", without net/mail's trials of
// many layouts; anything else is left to them.
func usualDate(s string) (time.Time, bool) {
	if len(s) > 5 && s[3] == ',' {
		s = strings.TrimLeft(s[4:], " ")
	}
	f := strings.Fields(s)
	if len(f) != 5 || len(f[1]) != 3 || len(f[2]) != 4 || len(f[3]) != 8 || len(f[4]) != 5 || f[3][2] != ':' || f[3][5] != ':' {
		return time.Time{}, false
	}
	month := strings.Index("janfebmaraprmayjunjulaugsepoctnovdec", strings.ToLower(f[1]))
	day, year := number(f[0]), number(f[2])
	hour, minute, second := number(f[3][:2]), number(f[3][3:5]), number(f[3][6:])
	sign, zh, zm := f[4][0], number(f[4][1:3]), number(f[4][3:])
	if month < 0 || month%3 != 0 || day < 1 || day > 31 || year < 0 || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59 ||
		sign != '+' && sign != '-' || zh < 0 || zh > 23 || zm < 0 || zm > 59 {
		return time.Time{}, false
	}
	offset := (zh*60 + zm) * 60
	if sign == '-' {
		offset = -offset
	}
	zone := time.UTC
	if offset != 0 {
		zone = time.FixedZone("", offset)
	}
	t := time.Date(year, time.Month(month/3+1), day, hour, minute, second, 0, zone)
	return t, t.Day() == day
}

// number reads one or more digits; -1 for anything else.
func number(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		if !isDigit(s[i]) {
			return -1
		}
		n = n*10 + int(s[i]-'0')
	}
	if s == "" {
		return -1
	}
	return n
}
