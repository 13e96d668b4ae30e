//go:build !race

package mailproc_test

const slowed = false
