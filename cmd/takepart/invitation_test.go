package main

import (
	"bytes"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"takepart/templates"
)

// kitLinks are the links of the sample meeting, one a language.
func kitLinks(t *testing.T) map[string]string {
	t.Helper()
	set, err := templates.Load("", templates.Languages())
	if err != nil {
		t.Fatal(err)
	}
	links := map[string]string{}
	for _, l := range templates.Languages() {
		kit, err := set.Kit(l, data(sampleConfig()))
		if err != nil {
			t.Fatal(err)
		}
		links[l] = kit.Link
	}
	return links
}

var darkRun = regexp.MustCompile(`M(\d+) (\d+)h(\d+)v1h-\d+z`)

// TestQRCodePictures: the SVG and the PNG show the same modules, with the quiet zone around them.
func TestQRCodePictures(t *testing.T) {
	for lang, link := range kitLinks(t) {
		code, err := newSymbol(link)
		if err != nil {
			t.Fatalf("%s: %v", lang, err)
		}
		raw, err := code.png()
		if err != nil {
			t.Fatal(err)
		}
		img, err := png.Decode(bytes.NewReader(raw))
		if err != nil {
			t.Fatal(err)
		}
		side := code.size + 2*quietZone
		if img.Bounds().Dx() != side*modulePixels || len(raw) > 64<<10 {
			t.Errorf("%s: %d pixels for %d modules, %d bytes", lang, img.Bounds().Dx(), side, len(raw))
		}
		drawn := map[[2]int]bool{}
		for _, run := range darkRun.FindAllStringSubmatch(string(code.svg()), -1) {
			x, _ := strconv.Atoi(run[1])
			y, _ := strconv.Atoi(run[2])
			n, _ := strconv.Atoi(run[3])
			for i := range n {
				drawn[[2]int{x + i, y}] = true
			}
		}
		for y := range side {
			for x := range side {
				r, _, _, _ := img.At(x*modulePixels+modulePixels/2, y*modulePixels+modulePixels/2).RGBA()
				dark := r == 0
				inside := x >= quietZone && y >= quietZone && x < side-quietZone && y < side-quietZone
				if dark != drawn[[2]int{x, y}] || dark && !inside {
					t.Fatalf("%s: module %d,%d is %v in the PNG, %v in the SVG", lang, x, y, dark, drawn[[2]int{x, y}])
				}
			}
		}
	}
}

// TestQRCodeIsRead reads the codes with zbar, as a telephone would.
func TestQRCodeIsRead(t *testing.T) {
	if os.Getenv("TAKEPART_REAL") != "1" {
		t.Skip("set TAKEPART_REAL=1 to read the QR codes with zbarimg (Debian: zbar-tools)")
	}
	for lang, link := range kitLinks(t) {
		code, err := newSymbol(link)
		if err != nil {
			t.Fatal(err)
		}
		raw, err := code.png()
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(t.TempDir(), lang+".png")
		if err := os.WriteFile(file, raw, 0o600); err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command("zbarimg", "--quiet", "--raw", file).Output()
		if err != nil || strings.TrimSpace(string(out)) != link {
			t.Errorf("%s: read %q (%v), not %s", lang, out, err, link)
		}
	}
}
