package mailproc

import "errors"

// Step is a moment before or after the processor writes to the store or speaks to a server. A test can stop the
// processor there as a kill would: once Config.Step has answered with an error nothing more is written or said, by any
// goroutine, and Run or Once returns ErrKilled.
type Step string

const (
	BeforeRecover  Step = "before-recover"
	AfterRecover   Step = "after-recover"
	BeforeRecord   Step = "before-record"   // a batch is read and decided, nothing of it stored
	AfterRecord    Step = "after-record"    // message, registration, reply, cursor stored
	BeforeExchange Step = "before-exchange" // outcomes known, not stored; nothing claimed
	AfterExchange  Step = "after-exchange"  // outcomes stored, claims made, nothing said yet
	BeforeSend     Step = "before-send"     // claimed and rendered
	AfterSend      Step = "after-send"      // the fate is known, not stored
	BeforeMark     Step = "before-mark"     // to be marked in the mailbox
	AfterMark      Step = "after-mark"      // marked in the mailbox, not stored
	BeforeMarked   Step = "before-marked"
	AfterMarked    Step = "after-marked" // stored that it is marked
)

// Steps lists them all, in the order in which one message passes them.
func Steps() []Step {
	return []Step{BeforeRecover, AfterRecover, BeforeRecord, AfterRecord, BeforeExchange, AfterExchange, BeforeSend,
		AfterSend, BeforeMark, AfterMark, BeforeMarked, AfterMarked}
}

// ErrKilled is what Run and Once return after Config.Step stopped them.
var ErrKilled = errors.New("stopped as by a kill")

func (p *Processor) step(s Step) error {
	if p.config.Step == nil {
		return nil
	}
	if p.killed.Load() {
		return ErrKilled
	}
	if err := p.config.Step(s); err != nil {
		p.killed.Store(true)
		return errors.Join(ErrKilled, err)
	}
	return nil
}
