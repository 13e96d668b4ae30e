package message

// hashSet is a set of word hashes: open addressing.
type hashSet struct {
	slots []uint64 // 0 is free; no word hashes to 0 in practice, and if one does it is only not counted
	n     int
}

// newHashSet makes one for so many words; it grows where there are more.
func newHashSet(words int) hashSet {
	size := 16
	for size < 2*words {
		size *= 2
	}
	return hashSet{slots: make([]uint64, size)}
}

// at is the slot in which h is, or would be.
func (s *hashSet) at(h uint64) int {
	mask := uint64(len(s.slots) - 1)
	i := (h ^ h>>32) & mask
	for s.slots[i] != 0 && s.slots[i] != h {
		i = (i + 1) & mask
	}
	return int(i)
}

func (s *hashSet) add(h uint64) {
	i := s.at(h)
	if s.slots[i] != 0 || h == 0 {
		return
	}
	if s.slots[i] = h; s.n*2 < len(s.slots) {
		s.n++
		return
	}
	grown := newHashSet(2 * s.n)
	for _, h := range s.slots {
		grown.add(h)
	}
	*s = grown
}

func (s *hashSet) has(h uint64) bool { return s.slots[s.at(h)] == h }
