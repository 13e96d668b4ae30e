//go:build race

package mailproc_test

// slowed: the race detector makes everything many times slower; latencies say nothing then.
const slowed = true
