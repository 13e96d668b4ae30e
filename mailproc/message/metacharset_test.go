package message

import "testing"

// The bytes before the declaration are no UTF-8 yet: nothing may be found by offsets into a changed copy of them.
func TestMetaCharsetBehindOtherBytes(t *testing.T) {
	for _, before := range []string{"", "<title>R\xe9union \xe0 Gen\xe8ve</title>", string(make([]byte, 40)), "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"} {
		if got := metaCharset([]byte(before + `<meta http-equiv=x content="text/html; CHARSET=windows-1252">`)); got != "windows-1252" {
			t.Errorf("behind %q: %q", before, got)
		}
	}
	if got := metaCharset([]byte("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xffcharset=")); got != "" {
		t.Errorf("an empty declaration: %q", got)
	}
}
