package admin

import (
	"cmp"
	"context"
	"encoding/binary"
	"slices"
	"strconv"
	"strings"

	"takepart/cmd/internal/export"
	"takepart/store"
)

// sortAtOnce is of how many people the keys are in memory at once, twice over while they are gathered: some 30 MB. A longer list is put in
// order in several passes over the store, each of which finds the next so many.
const sortAtOnce = 1 << 17

// keyed stands for a person in an order: the text that is compared, then the instant of creation.
type keyed struct{ key, id string }

// ordering puts people in an order that is total, so that it can be taken up behind any of them.
type ordering struct {
	by      func(*store.Registration) string
	reverse bool
}

func orderingOf(sort string) ordering {
	name, reverse := strings.CutPrefix(sort, "-")
	return ordering{sorts[name], reverse}
}

func (o ordering) keyed(r *store.Registration) keyed {
	created := binary.BigEndian.AppendUint64([]byte{0}, uint64(r.CreatedAt.UnixNano())^1<<63)
	return keyed{o.by(r) + string(created), strings.Clone(r.ID)} // the whole row hangs on a part of it
}

func (o ordering) compare(a, b keyed) int {
	c := cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.id, b.id))
	if o.reverse {
		return -c
	}
	return c
}

// next gives the first n people of an order behind last (nil: from its start); fewer only at the end.
func (s *Server) next(ctx context.Context, f Filter, o ordering, last *keyed, n int) (first []keyed, err error) {
	full := false // then who is behind the n-th needs no look
	for r, err := range s.behind(ctx, f, "") {
		if err != nil {
			return nil, err
		}
		k := o.keyed(r)
		if last != nil && o.compare(k, *last) <= 0 || full && o.compare(k, first[n-1]) > 0 {
			continue
		}
		if first = append(first, k); len(first) == 2*n {
			slices.SortFunc(first, o.compare)
			clear(first[n:])
			first, full = first[:n], true
		}
	}
	slices.SortFunc(first, o.compare)
	return first[:min(n, len(first))], nil
}

// sorted streams the registrations that a filter takes in its order.
func (s *Server) sorted(ctx context.Context, f Filter) export.Rows {
	return s.sortedBy(ctx, f, sortAtOnce)
}

// sortedBy does it n at once. Who is changed between two passes so as to stand elsewhere is there once all the same: where the
// first of the two places is passed, or at the end.
func (s *Server) sortedBy(ctx context.Context, f Filter, n int) export.Rows {
	return func(yield func(*store.Registration, error) bool) {
		o, seen, passes := orderingOf(f.Sort), &places{}, 0
		for last := (*keyed)(nil); ; passes++ {
			part, err := s.next(ctx, f, o, last, n)
			if err != nil {
				yield(nil, err)
				return
			}
			if !s.tell(ctx, part, seen, yield) {
				return
			}
			if len(part) < n {
				break
			}
			end := part[n-1] // not a pointer into part, which would keep all of it
			last = &end
		}
		if passes == 0 {
			return
		}
		missed, err := s.missed(ctx, f, o, seen)
		if err != nil {
			yield(nil, err)
			return
		}
		s.tell(ctx, missed, seen, yield)
	}
}

// missed are those whom no pass has found: they were changed meanwhile.
func (s *Server) missed(ctx context.Context, f Filter, o ordering, seen *places) (out []keyed, err error) {
	err = s.inPages(ctx, func(tx *store.Tx, page []*store.Registration) error {
		for _, r := range page {
			if f.takes(r) && !seen.has(tx.Place(r.ID)) {
				out = append(out, o.keyed(r))
			}
		}
		return nil
	})
	slices.SortFunc(out, o.compare)
	return out, err
}

func (s *Server) inPages(ctx context.Context, each func(*store.Tx, []*store.Registration) error) error {
	for after := ""; ; {
		err := s.Store.Look(func(tx *store.Tx) error {
			page, next, err := tx.Registrations(after, pageSize)
			after = next
			if err != nil {
				return err
			}
			return each(tx, page)
		})
		if err == nil {
			err = ctx.Err()
		}
		if err != nil || after == "" {
			return err
		}
	}
}

// tell yields people that were not told before, and notes them; false: that is all.
func (s *Server) tell(ctx context.Context, part []keyed, seen *places, yield func(*store.Registration, error) bool) bool {
	for chunk := range slices.Chunk(part, pageSize) {
		page, err := s.those(chunk, seen)
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			yield(nil, err)
			return false
		}
		for _, r := range page {
			if !yield(r, nil) {
				return false
			}
		}
	}
	return true
}

// those reads registrations by id and notes them in seen; who was erased meanwhile, or is in seen, is left out.
func (s *Server) those(ids []keyed, seen *places) (page []*store.Registration, err error) {
	err = s.Store.Look(func(tx *store.Tx) error {
		for _, k := range ids {
			r, err := tx.Registration(k.id)
			if err != nil {
				return err
			}
			if r != nil && seen.add(tx.Place(k.id)) {
				page = append(page, r)
			}
		}
		return nil
	})
	return page, err
}

// places is a set of places in the store's order of registrations, a bit for each: 128 KB for a million.
type places struct{ bits []uint64 }

// add says whether the place is new.
func (p *places) add(place string) bool {
	n, _ := strconv.ParseUint(place, 10, 63) // the store's own
	if need := int(n/64) + 1; need > len(p.bits) {
		p.bits = append(p.bits, make([]uint64, need-len(p.bits))...)
	}
	bit := uint64(1) << (n % 64)
	had := p.bits[n/64]&bit != 0
	p.bits[n/64] |= bit
	return !had
}

func (p *places) has(place string) bool {
	n, _ := strconv.ParseUint(place, 10, 63)
	return n/64 < uint64(len(p.bits)) && p.bits[n/64]&(1<<(n%64)) != 0
}

// pageSorted fills a page of an order; places in it are numbers of people.
func (s *Server) pageSorted(ctx context.Context, f Filter, after string, limit int, out *Page) error {
	from, _ := strconv.Atoi(shown(after, "0"))
	o := orderingOf(f.Sort)
	var last *keyed
	for left := from; left > 0; {
		part, err := s.next(ctx, f, o, last, min(left, sortAtOnce))
		if err != nil {
			return err
		}
		if len(part) < min(left, sortAtOnce) {
			return nil // there are not so many
		}
		last, left = &part[len(part)-1], left-len(part)
	}
	part, err := s.next(ctx, f, o, last, limit+1)
	if err != nil {
		return err
	}
	if len(part) > limit {
		part, out.Next = part[:limit], strconv.Itoa(from+limit)
	}
	page, err := s.those(part, &places{})
	for _, r := range page {
		out.Registrations = append(out.Registrations, registrationOf(r))
	}
	return err
}
