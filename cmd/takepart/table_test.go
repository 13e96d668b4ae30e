package main

import (
	"slices"
	"testing"
)

func TestFit(t *testing.T) {
	for _, c := range []struct {
		widths []int
		width  int
		want   []int
	}{
		{[]int{10, 40, 20}, 0, []int{10, 40, 20}},
		{[]int{10, 40, 20}, 80, []int{10, 40, 20}},
		{[]int{10, 40, 20}, 50, []int{10, 18, 18}},
		{[]int{10, 40, 20}, 5, []int{6, 6, 6}},
	} {
		got := slices.Clone(c.widths)
		if fit(got, c.width); !slices.Equal(got, c.want) {
			t.Errorf("%v in %d: %v, not %v", c.widths, c.width, got, c.want)
		}
	}
}
