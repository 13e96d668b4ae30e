package export

import (
	"encoding/json"
	"io"
	"strconv"
	"unicode/utf8"
)

func writeJSON(out io.Writer, chosen []column, rows Rows, open, between, end string) error {
	if _, err := io.WriteString(out, open); err != nil {
		return err
	}
	var line []byte
	n := 0
	for r, err := range rows {
		if err != nil {
			return err
		}
		line = line[:0]
		if n > 0 {
			line = append(line, between...)
		}
		line = append(line, '{')
		for i, c := range chosen { // the keys in the order of the columns, which a map would not keep
			if i > 0 {
				line = append(line, ',')
			}
			line = append(append(append(line, '"'), c.name...), `":`...)
			line = appendValue(line, c.value(r))
		}
		line = append(line, '}')
		if _, err := out.Write(line); err != nil {
			return err
		}
		n++
	}
	if n == 0 && open == "" {
		return nil
	}
	_, err := io.WriteString(out, end)
	return err
}

func appendValue(b []byte, v value) []byte {
	switch v.kind {
	case ofNumber:
		return strconv.AppendInt(b, int64(v.n), 10)
	case ofTime:
		if v.at.IsZero() {
			return append(b, "null"...)
		}
		return appendText(b, instant(v.at))
	case ofList:
		b = append(b, '[')
		for i, one := range v.list {
			if i > 0 {
				b = append(b, ',')
			}
			b = appendText(b, one)
		}
		return append(b, ']')
	}
	return appendText(b, v.words)
}

// appendText quotes a text; encoding/json does where a character needs it, which few have.
func appendText(b []byte, s string) []byte {
	plain := utf8.ValidString(s)
	for i := 0; plain && i < len(s); i++ {
		c := s[i]
		plain = c >= ' ' && c != '"' && c != '\\' && c != '<' && c != '>' && c != '&' && c != 0xe2 // U+2028 and 2029 begin with it
	}
	if plain {
		return append(append(append(b, '"'), s...), '"')
	}
	quoted, _ := json.Marshal(s) // a string never fails
	return append(b, quoted...)
}
