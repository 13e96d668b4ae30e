package templates

import "sync"

// memo keeps what was made, by all that it is made from, for many goroutines. Beyond `most` entries all are made anew: what is the
// same for everybody comes back at once, what was one person's goes.
type memo[K comparable, V any] struct {
	most int
	mu   sync.Mutex
	made map[K]V
}

// get gives what was made for key, or makes it now; two goroutines may make it at the same time.
func (m *memo[K, V]) get(key K, produce func() (V, error)) (V, error) {
	m.mu.Lock()
	v, ok := m.made[key]
	m.mu.Unlock()
	if ok {
		return v, nil
	}
	v, err := produce()
	if err != nil {
		return v, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.made == nil || len(m.made) >= m.most {
		m.made = map[K]V{}
	}
	m.made[key] = v
	return v, nil
}
