package mailproc

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"time"

	"takepart/store"
	"takepart/templates"
)

// editions are the agendas that this store has known. It is not changed once it is made.
type editions struct {
	list    []store.Edition
	agendas map[string]*templates.Agenda // by version; those that can be read
	number  int                          // of the edition in force
}

// known gives the editions as they are stored, with the configured agenda in force.
func (p *Processor) known(tx *store.Tx) (*editions, error) {
	list, err := tx.Editions()
	if err != nil {
		return nil, err
	}
	e := &editions{list: list, agendas: map[string]*templates.Agenda{}, number: len(list)}
	for _, one := range list {
		if a, err := templates.FromSnapshot(one.Snapshot); err == nil { // without it only the summary of changes is lost
			e.agendas[one.Version] = a
		}
	}
	if n := len(list); n > 0 && list[n-1].Version == p.version {
		e.number = n - 1
	}
	return e, nil
}

// editionsNow are those that were last entered, or, at a desk without a daemon, as they are stored.
func (p *Processor) editionsNow() (*editions, error) {
	if e := p.editions.Load(); e != nil {
		return e, nil
	}
	if p.store == nil { // a preview without a store
		return &editions{}, nil
	}
	var e *editions
	err := p.store.Look(func(tx *store.Tx) (err error) {
		e, err = p.known(tx)
		return err
	})
	if err == nil {
		p.editions.CompareAndSwap(nil, e)
	}
	return e, err
}

// enter makes the configured agenda the edition in force, if it is not yet. What is owed of an earlier one, and has not been tried yet, will bring this
// one: so it is noted as this one, and nobody gets it twice.
func (p *Processor) enter(now time.Time) error {
	if p.config.Agenda == nil {
		return nil
	}
	snapshot, err := p.config.Agenda.Snapshot()
	if err != nil {
		return err
	}
	var e *editions
	err = p.store.Change(func(tx *store.Tx) error {
		added, err := tx.AddEdition(&store.Edition{Version: p.version, At: now, Snapshot: snapshot})
		if err == nil && added {
			err = p.retarget(tx)
		}
		if err != nil {
			return err
		}
		e, err = p.known(tx)
		return err
	})
	if err == nil {
		p.editions.Store(e)
	}
	return err
}

// retarget notes the edition in force on what is owed of another.
func (p *Processor) retarget(tx *store.Tx) error {
	for after := uint64(0); ; {
		replies, next, err := tx.Replies(store.Pending, after, 1000)
		if err != nil {
			return err
		}
		for _, r := range replies {
			if r.AgendaVersion == "" || r.AgendaVersion == p.version || r.Doubts > 0 {
				continue
			}
			if err := tx.SetAgenda(r.ID, r.Registration, p.version); err != nil {
				return err
			}
		}
		if after = next; next == 0 {
			return nil
		}
	}
}

// meeting tells the calendar entries of this store's meeting from those of others, whatever it is called.
func (p *Processor) meeting() string {
	if p.store == nil {
		return ""
	}
	mac := hmac.New(sha256.New, p.store.Secret())
	mac.Write([]byte("calendar"))
	return hex.EncodeToString(mac.Sum(nil)[:4])
}
