// Package store is the only truth: what was read, who is registered, what is owed to whom. It is one bbolt file, 0600, held by one
// process.
//
// Its promises: when Change or Exchange return without an error, what they did is on the disk, all of it; with an error
// nothing of it is, unless the error is ErrUnknown. A mail that is owed is stored before it is sent, stays until its fate is stored,
// and is never in two hands. What is read is what was written, or an error that says so: every row has a checksum, every fault of
// the file is an error (ErrDamaged), never a panic, and a file that cannot be trusted is never mended or made anew by itself.
//
// It knows nothing of mail, rules or templates: callers say what happened (Keep, Save, Owe, Exchange, QueueMark), and it
// keeps rows, indexes, figures, queue and limits together in one commit. Times are UTC nanoseconds; the queue has a time of its
// own that never goes back (pace.go). The store never reads the clock.
//
// # Order in one Change
//
// Save the registration, Owe the reply (it gets its number), Keep the message (which names both), SetCursor. Keep and Owe refuse
// a registration that is not stored.
//
// # Buckets
//
// Numbers (8 bytes, big endian) are given in the order of first storing and never again. A mask is 16 bytes of SHA-256 over the
// secret and a text, so that keys tell nobody an address. Rows are sealed and tagged (codec.go, rows.go); index entries are bare,
// and Check compares them with the rows.
//
//	meta                    schema, secret, clock (the queue's), "m "+key: settings of the processor   -> row
//	cursors                 'c'+mailbox: last UID recorded; 's'+mailbox: start instant                 -> row
//	figures                 kind NUL names                                                             -> row, a count
//	messages                number                                                                     -> row
//	messages.digest         digest                                                                     -> number
//	messages.messageid      mask number                                                                ->
//	messages.registration   registration's number, number                                              ->
//	messages.open           number: what a person must look at                                         ->
//	registrations           number                                                                     -> row
//	registrations.id        id                                                                         -> number
//	registrations.from      mask, time of creation, number                                             ->
//	registrations.address   mask of the signed address, number                                         ->
//	registrations.status    status NUL number                                                          ->
//	history                 registration's number, revision                                            -> row
//	replies                 number                                                                     -> row
//	replies.messageid       mask                                                                       -> number
//	replies.registration    registration's number, number                                              ->
//	replies.state           state NUL number                                                           ->
//	addressees              mask of an address that was ever owed a mail                               -> its number
//	queue                   see queue.go: what is pending, being sent and sent, by addressee
//	queue.ready             class, time, number: what can be claimed, in that order                    -> addressee, lane
//	pace                    minute: mails handed out in it, for the last day                           -> row, a count
//	marks                   number: what is still to be set in the mailbox                             -> row
package store
