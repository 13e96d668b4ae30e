package main

import (
	"slices"
	"testing"
)

func TestFit(t *testing.T) {
	for _, c := range []struct {
		widths []int
		whole  []int
		width  int
		want   []int
	}{
		{[]int{10, 40, 20}, nil, 0, []int{10, 40, 20}},
		{[]int{10, 40, 20}, nil, 80, []int{10, 40, 20}},
		{[]int{10, 40, 20}, nil, 50, []int{10, 18, 18}},
		{[]int{16, 40, 20}, []int{0}, 50, []int{16, 15, 15}},
		{[]int{16, 40, 20}, []int{0}, 24, []int{8, 6, 6}},
		{[]int{10, 40, 20}, nil, 5, []int{6, 6, 6}},
	} {
		got := slices.Clone(c.widths)
		if fit(got, c.whole, c.width); !slices.Equal(got, c.want) {
			t.Errorf("%v in %d: %v, not %v", c.widths, c.width, got, c.want)
		}
	}
}
