package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
)

// TestASignalIsSaid: what a signal cut off says so, and every other error stays what it is.
func TestASignalIsSaid(t *testing.T) {
	stopped, stop := context.WithCancel(t.Context())
	stop()
	cut := fmt.Errorf("read registrants: %w", io.ErrUnexpectedEOF)
	if err := interrupted(stopped, cut); !strings.Contains(err.Error(), "signal") {
		t.Error(err)
	}
	if err := interrupted(stopped, context.Canceled); !strings.Contains(err.Error(), "signal") {
		t.Error(err)
	}
	other := errors.New("the disk is full")
	for _, is := range []struct{ got, want error }{
		{interrupted(t.Context(), cut), cut}, {interrupted(stopped, other), other}, {interrupted(stopped, nil), nil},
	} {
		if is.got != is.want {
			t.Errorf("%v, want %v", is.got, is.want)
		}
	}
}
