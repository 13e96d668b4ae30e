package admin

import (
	"encoding/base64"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"takepart/store"
)

// TestSearchKnowsEveryEncoding: what erase would not find in the file it would not prove to be gone.
func TestSearchKnowsEveryEncoding(t *testing.T) {
	const canary = "Zoë.Canary@Org.example"
	wide := func(s string, big bool) (out string) {
		for _, u := range utf16.Encode([]rune(s)) {
			if big {
				out += string([]byte{byte(u >> 8), byte(u)})
			} else {
				out += string([]byte{byte(u), byte(u >> 8)})
			}
		}
		return out
	}
	for name, content := range map[string]string{
		"utf-8": "x" + canary + "y", "small letters": "x" + strings.ToLower(canary) + "y", "utf-16le": "x" + wide(canary, false), "utf-16be": "x" + wide(canary, true),
		"base64, 0": base64.StdEncoding.EncodeToString([]byte("abc" + canary + "def")), "base64, 1": base64.StdEncoding.EncodeToString([]byte("abcd" + canary + "efg")),
		"base64, 2": base64.StdEncoding.EncodeToString([]byte("abcde" + canary + "fgh")), "quoted-printable": "Zo=C3=AB.Canary@Org.example",
		"over a window": strings.Repeat("x", 1<<20-5) + canary, "far behind": strings.Repeat("x", 3<<20) + canary,
	} {
		path := filepath.Join(t.TempDir(), "file")
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		found, err := searchFile(path, []trace{{"address", canary, true}, {"address", "another@org.example", true}})
		if err != nil || len(found) != 1 {
			t.Errorf("%s: %v %v", name, found, err)
		}
	}
}

func TestEraseProvesItself(t *testing.T) {
	for name, client := range map[string]func(*testing.T, *Server) *Client{
		"with a daemon": serve,
		"on the file":   func(_ *testing.T, s *Server) *Client { return Local(s.Handler()) },
	} {
		t.Run(name, func(t *testing.T) {
			s := office(t)
			c := client(t, s)
			dir := filepath.Dir(s.Store.Path())
			if err := os.WriteFile(filepath.Join(dir, "old.csv"), []byte("id,email\nx,ADA@org.example\nada@org.example"), 0o600); err != nil {
				t.Fatal(err)
			}
			out, err := c.Erase(t.Context(), "ada@org.example", "olga")
			if err != nil || out.Registrations != 1 || out.Searched < 3 || len(out.Found) != 0 || !slices.Equal(out.Files, []string{"old.csv"}) {
				t.Errorf("%+v %v", out, err)
			}
			var fault *Fault
			if _, err := c.Show(t.Context(), "ada@org.example"); !errors.As(err, &fault) || fault.Status != http.StatusNotFound {
				t.Errorf("still there: %v", err)
			}
			// somebody who only wrote, and waits for review
			if out, err := c.Erase(t.Context(), "p1@org.example", "olga"); err != nil || out.Messages != 1 || len(out.Found) > 0 && !slices.Equal(out.Found, []string{"subject"}) {
				t.Errorf("%+v %v", out, err)
			}
			err = s.Store.Look(func(tx *store.Tx) error {
				f, err := tx.Figures()
				if f.Open != 1 || f.Seen() != 2 {
					t.Errorf("%+v", f)
				}
				return err
			})
			if err != nil {
				t.Error(err)
			}
			left, err := os.ReadDir(dir)
			for _, f := range left {
				if strings.Contains(f.Name(), "compacting") || err != nil {
					t.Errorf("left behind: %s %v", f.Name(), err)
				}
			}
		})
	}
}
