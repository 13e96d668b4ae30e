package message

import "strings"

// Known is what the organisers know of themselves. Texts are what they publish (invitation, answers), as plain text; Event
// is the meeting's name, which others may write without quoting anybody.
type Known struct {
	Addresses, Lists, Forms []string
	Texts                   []string
	Event                   string
}

// Ours is what the reader knows of the organisers: it is built once by Know and then only read, by any number of goroutines.
type Ours struct {
	addresses map[string]bool
	lists     map[string]bool
	forms     map[string]bool
	runs      map[uint64]bool // hashes of every runLength consecutive words of our published texts; false: proves nothing alone
}

// Know prepares what Read compares messages with.
func Know(k Known) *Ours {
	o := &Ours{
		addresses: addressSet(k.Addresses),
		lists:     addressSet(k.Lists),
		forms:     addressSet(k.Forms),
		runs:      map[uint64]bool{},
	}
	event := textWords(k.Event)
	for _, t := range k.Texts {
		o.learn(textWords(t), event)
	}
	return o
}

func addressSet(list []string) map[string]bool {
	set := make(map[string]bool, len(list))
	for _, a := range list {
		set[strings.ToLower(strings.TrimSpace(a))] = true
	}
	return set
}

// isOurs tells one of the organisers' addresses; a +detail in the local part is theirs too.
func (o *Ours) isOurs(addr string) bool {
	if o == nil {
		return false
	}
	addr = strings.ToLower(addr)
	if o.addresses[addr] {
		return true
	}
	local, domain, _ := strings.Cut(addr, "@")
	base, _, plus := strings.Cut(local, "+")
	return plus && o.addresses[base+"@"+domain]
}
