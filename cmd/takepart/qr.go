package main

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"strings"

	"github.com/boombuler/barcode/qr"
)

// A QR code as pictures (ISO/IEC 18004): dark on light, with the quiet zone of four modules that readers need.
const (
	quietZone    = 4
	modulePixels = 8 // of the PNG
)

// symbol is the matrix of a QR code.
type symbol struct {
	size int
	dark func(x, y int) bool
}

// newSymbol encodes a text; the longer it is, the less of it may be damaged, so that the modules stay large enough for a telephone.
func newSymbol(text string) (symbol, error) {
	level := qr.M
	if len(text) > 300 {
		level = qr.L
	}
	code, err := qr.Encode(text, level, qr.Auto)
	if err != nil {
		return symbol{}, fmt.Errorf("make a QR code of %d bytes: %w", len(text), err)
	}
	return symbol{code.Bounds().Dx(), func(x, y int) bool {
		r, _, _, _ := code.At(x, y).RGBA()
		return r == 0
	}}, nil
}

// png draws with black and white alone, which packs into a few kilobytes.
func (s symbol) png() ([]byte, error) {
	side := (s.size + 2*quietZone) * modulePixels
	img := image.NewPaletted(image.Rect(0, 0, side, side), color.Palette{color.White, color.Black})
	for y := range side {
		for x := range side {
			mx, my := x/modulePixels-quietZone, y/modulePixels-quietZone
			if mx >= 0 && my >= 0 && mx < s.size && my < s.size && s.dark(mx, my) {
				img.SetColorIndex(x, y, 1)
			}
		}
	}
	var b bytes.Buffer
	err := png.Encode(&b, img)
	return b.Bytes(), err
}

// svg draws each run of dark modules of a row as one rectangle of a path.
func (s symbol) svg() []byte {
	side := s.size + 2*quietZone
	var path strings.Builder
	for y := range s.size {
		for x := 0; x < s.size; x++ {
			from := x
			for x < s.size && s.dark(x, y) {
				x++
			}
			if n := x - from; n > 0 {
				fmt.Fprintf(&path, "M%d %dh%dv1h-%dz", from+quietZone, y+quietZone, n, n)
			}
		}
	}
	return fmt.Appendf(nil, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h%dv%dH0z"/><path d="%s"/></svg>`+"\n",
		side, side, side, side, path.String())
}
