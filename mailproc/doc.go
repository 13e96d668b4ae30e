// Package mailproc is the processor: it takes messages from the organisers' mailbox to registrations in the store, and
// the agenda back to whoever wrote. This comment is its delivery contract.
//
// # What happens, in which order
//
// Three stages run side by side. They share the store and a wake-up signal, nothing else; no lock and no transaction is
// ever held while somebody waits for the network.
//
// Receive (receive.go, record.go, identity.go). The inbox yields a batch of messages after the stored cursor. They are read
// and decided, and then, in one synced transaction, everything that follows from the whole batch is stored: the message
// rows, the registrations with their history, the replies owed, the marks, the cursor.
//
// Answer (answer.go, compose.go). A reply is claimed, which is one synced commit, before the first byte of it leaves. It is
// rendered, sent, its fate classified (package outbox), and settled, which is another commit. Each connection has at most
// one claimed mail whose fate is not stored; the commits of all connections are shared.
//
// Mark (mark.go). What the store says is set in the mailbox: $TakePart on what is done, $TakePartReview while a person must
// look at it, \Answered once the reply is accepted. Then the store forgets the mark. Mail that is not ours gets none, and
// \Seen is neither read nor changed.
//
// # What is promised
//
// A message that the mailbox held is, after any fault, done, or pending, or in front of a person. The cursor never passes
// a message of which nothing is stored.
//
// A reply goes out once. It goes out again only where nobody can know whether the server took it: its answer to the final
// dot was lost, or the processor was killed between claim and settlement. Then it bears the same Message-ID; after the
// third such doubt it waits for the organiser. With Config.HoldDoubts it always does.
//
// The Message-ID of a reply is derived from the message answered, the kind of reply and the agenda's version, with the
// store's secret. So the same reply is never owed twice, and a store that was restored from a backup repeats itself under
// the same Message-ID.
//
// Nothing is sent to anybody but the From: address of a message (for the organisers' own web forms, to the address that
// the form names), at most four mails a day, whatever it writes; mail that an organiser sends by hand apart.
//
// An answer belongs to a registration by the Message-ID of a mail of ours, by that of an earlier message of the same writer, or
// by our short signed reference (reference.go). From the registration's own address it completes and corrects without any
// phrase, and a mail confirms what changed, old and new. From any other it fills what is empty, by Message-ID alone, and
// never changes, withdraws or redirects anything. What it quotes of our mails is not its author's, marked or not (inside.go).
//
// Mails to many (mailing.go) are replies like all others, committed before they are sent, with a Message-ID made of the registration and
// the occasion: so one occasion brings a registration one mail, however often it is asked for and wherever it is stopped. They
// go out behind all answers, and leave these the last fifth of the limits.
//
// A place that is freed (admission.go) is given to the next in the line, and the mail about it owed, in the transaction that frees it.
//
// One message that cannot be read, be it a fault of takepart itself, costs no other: it is stored with the reason "panic"
// and put in front of a person, and the mailbox goes on.
//
// # What a kill leaves
//
//	killed                        committed                                     after the restart
//	before Record                 nothing                                       fetched and decided again
//	after Record                  message, registration, pending reply, cursor  the reply is sent
//	after Claim, before Settle    reply "sending"                               in doubt: sent again at once, or held
//	after Settle, before Mark     reply "sent"                                  marked (setting a mark twice does no harm)
//	after Mark, before Marked     reply "sent", mark queued                     marked again
//
// A start that finds replies in doubt is careful: one mail goes out by itself, and more side by side only as settlements come.
// So kill upon kill does not leave the same few replies in doubt until they are held.
//
// Config.Step lets a test stop the processor at each of these moments.
//
// # What faults do
//
// A server that cannot be reached, TLS that cannot be trusted, a login refused or a 421 pause all sending, longer each
// time, and are told once, with what to do; one reply then tries whether it is over. A 4xx for one mail delays that mail
// alone: seconds at first, half an hour at most. A 5xx gives this mail up, and shows on the registration. What the limits
// per hour and day hold back stays in the store. The inbox reconnects by itself.
//
// An error of the store's commit means that nobody knows what is on the disk (store.ErrUnknown): everything ends at once,
// nothing more is sent, and Run returns it; the store must be opened again. What was in flight is then in doubt.
//
// # How it stops
//
// When Run's context ends, nothing more is claimed; what is in flight is finished and settled, within Config.Grace; then
// the mailbox is marked, for a second and a half. Whatever is left is in the store.
//
// # What it never does
//
// It deletes no message, reads no flag, sends nothing that is not in the store, and logs no name, address, subject or text
// above the debug level.
package mailproc
