package templates

import (
	"fmt"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// windows are the widths that mails must look right in, in CSS pixels: a telephone and a desk.
var windows = [...]int{360, 1200}

// TestNothingIsWiderThanTheWindow asks Chromium how wide each mail becomes. With TAKEPART_PICTURES=DIR it also leaves pictures there, in
// light and dark, for people to look at.
func TestNothingIsWiderThanTheWindow(t *testing.T) {
	if os.Getenv("TAKEPART_REAL") != "1" {
		t.Skip("set TAKEPART_REAL=1 to look at the mails in Chromium (Debian: chromium)")
	}
	s := built(t)
	pages := map[string]string{}
	for _, lang := range Languages() {
		for _, kind := range Kinds() {
			mail, err := s.Render(kind, lang, goldenData())
			if err != nil {
				t.Fatal(err)
			}
			pages[string(kind)+"-"+lang] = mail.HTML
		}
	}
	for _, width := range windows {
		for name, got := range measured(t, pages, width) {
			if got > width {
				t.Errorf("%s is %d pixels wide in a window of %d", name, got, width)
			}
		}
	}
	if dir := os.Getenv("TAKEPART_PICTURES"); dir != "" {
		takePictures(t, pages, dir)
	}
}

var widthOf = regexp.MustCompile(`<li>([a-z]+-[a-z]+) (\d+)</li>`)

// measured opens all pages side by side in frames of a width, and reads off how wide their contents are.
func measured(t *testing.T, pages map[string]string, width int) map[string]int {
	t.Helper()
	var b strings.Builder
	b.WriteString("<!DOCTYPE html><meta charset=utf-8><ul id=out></ul>\n")
	for name, page := range pages {
		fmt.Fprintf(&b, "<iframe id=%s width=%d height=600 style='border:0' srcdoc=\"%s\"></iframe>\n", name, width, html.EscapeString(page))
	}
	b.WriteString(`<script>addEventListener("load", () => { for (const f of document.querySelectorAll("iframe")) {
const li = document.createElement("li"); li.textContent = f.id + " " + f.contentDocument.documentElement.scrollWidth; out.append(li) } })</script>`)
	file := filepath.Join(t.TempDir(), "all.html")
	if err := os.WriteFile(file, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	widths := map[string]int{}
	for _, m := range widthOf.FindAllStringSubmatch(chromium(t, "--dump-dom", "file://"+file), -1) {
		widths[m[1]], _ = strconv.Atoi(m[2])
	}
	if len(widths) != len(pages) {
		t.Fatalf("%d of %d pages were measured", len(widths), len(pages))
	}
	return widths
}

func chromium(t *testing.T, args ...string) string {
	t.Helper()
	all := append([]string{"--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--user-data-dir=" + t.TempDir()}, args...)
	out, err := exec.Command("chromium", all...).Output()
	if err != nil {
		t.Fatalf("chromium: %v", err)
	}
	return string(out)
}

// pictured are the mails that pictures are taken of: a long one, a short one, from left and from right.
var pictured = [...]string{"agenda-en", "agenda-ar", "correction-fr", "correction-ar", "question-de"}

func takePictures(t *testing.T, pages map[string]string, dir string) {
	t.Helper()
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range pictured {
		file := filepath.Join(t.TempDir(), name+".html")
		if err := os.WriteFile(file, []byte(pages[name]), 0o600); err != nil {
			t.Fatal(err)
		}
		for _, width := range windows {
			for _, dress := range []string{"light", "dark"} {
				args := []string{fmt.Sprintf("--window-size=%d,1400", width), "--screenshot=" + filepath.Join(dir, fmt.Sprintf("%s-%d-%s.png", name, width, dress)), "file://" + file}
				if dress == "dark" {
					args = append([]string{"--blink-settings=preferredColorScheme=0"}, args...)
				}
				chromium(t, args...)
			}
		}
	}
}
