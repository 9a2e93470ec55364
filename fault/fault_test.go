package fault_test

import (
	"errors"
	"fmt"
	"testing"

	"blazon/fault"
)

func TestKindSurvivesWrapping(t *testing.T) {
	cause := errors.New("round 7")
	err := fmt.Errorf("close: %w", fault.New(fault.Closed, "fault.round_closed").With("Round", "x").Because(cause))
	if !fault.Is(err, fault.Closed) {
		t.Errorf("kind of %v: got %v, want Closed", err, fault.Of(err).Kind)
	}
	if !errors.Is(err, cause) {
		t.Errorf("%v does not wrap its cause", err)
	}
	if got := fault.Of(err).Args["Round"]; got != "x" {
		t.Errorf("argument Round: got %v, want x", got)
	}
}

func TestForeignErrorIsInternal(t *testing.T) {
	if !fault.Is(errors.New("disk full"), fault.Internal) {
		t.Error("a foreign error is not Internal")
	}
	if fault.Is(nil, fault.Internal) {
		t.Error("no error is a fault")
	}
}

func TestWithDoesNotChangeTheOriginal(t *testing.T) {
	first := fault.New(fault.Invalid, "k").With("A", 1)
	second := first.With("A", 2)
	if first.Args["A"] != 1 || second.Args["A"] != 2 {
		t.Errorf("arguments: first %v, second %v", first.Args, second.Args)
	}
}

func TestInFormWithoutFieldsIsNoError(t *testing.T) {
	if err := fault.InForm(); err != nil {
		t.Errorf("got %v, want nil", err)
	}
}
