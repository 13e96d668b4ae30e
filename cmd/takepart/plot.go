package main

import (
	"fmt"
	"html"
	"io"
	"strings"

	"takepart/cmd/internal/export"
)

// The measures of a plot, in pixels.
const (
	plotWidth  = 720
	plotHeight = 160
	plotBar    = 18
	plotLabel  = 220
	plotNames  = 20 // of a part that is long
)

// writePlot draws the figures as an SVG: the days as columns, everything else as bars.
func writePlot(w io.Writer, title string, f export.Figures) error {
	var b strings.Builder
	y := 40
	text := func(x, y int, anchor, s string) {
		fmt.Fprintf(&b, `<text x="%d" y="%d" text-anchor="%s">%s</text>`+"\n", x, y, anchor, html.EscapeString(s))
	}
	fmt.Fprintf(&b, `<text x="10" y="24" font-size="18">%s: %s</text>`+"\n", html.EscapeString(title), plural(f.Total, "person takes part", "people take part"))
	for _, part := range f.Parts() {
		if len(part.Counts) == 0 {
			continue
		}
		y += 26
		fmt.Fprintf(&b, `<text x="10" y="%d" font-weight="bold">%s</text>`+"\n", y, html.EscapeString(part.Name))
		if part.Name == "day" {
			y = plotDays(&b, y, part.Counts, text)
			continue
		}
		y = plotBars(&b, y, part.Counts, text)
	}
	_, err := fmt.Fprintf(w, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" font-family="sans-serif" font-size="13">`+"\n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>\n%s</svg>\n", plotWidth+80, y+30, b.String())
	return err
}

func most(counts []export.Count) int {
	n := 1
	for _, c := range counts {
		n = max(n, c.N)
	}
	return n
}

func plotBars(b *strings.Builder, y int, counts []export.Count, text func(int, int, string, string)) int {
	top := most(counts)
	for i, c := range counts {
		if i == plotNames {
			y += plotBar
			text(plotLabel, y, "end", fmt.Sprintf("and %d more", len(counts)-i))
			break
		}
		y += plotBar
		length := max(1, c.N*(plotWidth-plotLabel-20)/top)
		text(plotLabel, y, "end", shownOr(c.Name, "not told"))
		fmt.Fprintf(b, `<rect x="%d" y="%d" width="%d" height="12" fill="#3367a6"/>`+"\n", plotLabel+8, y-11, length)
		text(plotLabel+14+length, y, "start", fmt.Sprint(c.N))
	}
	return y
}

func plotDays(b *strings.Builder, y int, days []export.Count, text func(int, int, string, string)) int {
	top, width := most(days), max(1, (plotWidth-20)/len(days))
	bottom := y + plotHeight
	for i, d := range days {
		height := max(1, d.N*(plotHeight-30)/top)
		fmt.Fprintf(b, `<rect x="%d" y="%d" width="%d" height="%d" fill="#3367a6"><title>%s: %d</title></rect>`+"\n", 10+i*width, bottom-height, max(1, width-1), height, d.Name, d.N)
	}
	text(10, bottom+16, "start", days[0].Name)
	text(plotWidth-10, bottom+16, "end", fmt.Sprintf("%s, at most %d a day", days[len(days)-1].Name, top))
	return bottom + 16
}
