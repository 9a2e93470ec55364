package store

import (
	"context"
	"fmt"
	"io"
	"slices"
	"time"

	"blazon/attachment"
	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
)

// AttachmentForm is a file as its entrant sends it.
type AttachmentForm struct {
	Field   string // uid of the question that it answers
	Name    string
	Content io.Reader
	Size    int64 // that was announced, at most; 0: not known
}

// Attach adds a file to an entry. Once it returns, the file survives whatever happens to the machine. A file that is not taken is
// Invalid and says why; whether there is room is asked before the content is read, and again under the entry's lock.
func (s *Store) Attach(ctx context.Context, actor judging.Actor, entry string, form AttachmentForm) (*Attachment, error) {
	wanted, err := s.attachable(ctx, actor, entry, form)
	if err != nil {
		return nil, fmt.Errorf("attach: %w", err)
	}
	draft, name, err := s.files.Receive(ctx, form.Name, form.Content, wanted)
	if err != nil {
		return nil, fmt.Errorf("attach: %w", err)
	}
	defer draft.Discard()
	var added *Attachment
	err = s.writeEntry(ctx, actor, judging.EditEntry, entry, func(tx *transaction, p *EntryPlace) error {
		field, err := tx.askedFiles(ctx, p, form.Field)
		if err != nil {
			return err
		}
		if err := field.room(draft.Size); err != nil {
			return err
		}
		if err := tx.uploadLimit(ctx, p); err != nil {
			return err
		}
		added = &Attachment{UID: s.NewUID(), EntryID: p.Entry.ID, FieldID: field.ID, Name: name, Type: draft.Type, Size: draft.Size,
			Hash: draft.Hash, UserID: actor.User, CreatedAt: tx.now}
		if err := tx.keep(ctx, draft); err != nil {
			return err
		}
		if _, err := tx.NewInsert().Model(added).Exec(ctx); err != nil {
			return err
		}
		return tx.recordWithNote(ctx, actor, "attachment.add", "entry", p.Entry.ID, map[string]int64{"attachment": added.ID}, name)
	})
	if err != nil {
		return nil, fmt.Errorf("attach: %w", err)
	}
	return added, nil
}

// Files that were taken out are kept too, for a day or with what was handed in; so many of one entry are nobody's work any more.
const (
	maxUploads = 200 // in a day
	maxRemoved = 10  // times what an entry may hold
)

// uploadLimit keeps one entry from filling the disk with files that are added and taken out again.
func (tx *transaction) uploadLimit(ctx context.Context, p *EntryPlace) error {
	added, err := tx.NewSelect().TableExpr("event").Where("object = 'entry' and object_id = ? and act = 'attachment.add'", p.Entry.ID).
		Where("happened_at > ?", tx.now.Add(-24*time.Hour)).Count(ctx)
	if err != nil {
		return err
	}
	var removed int64
	err = tx.NewRaw("select coalesce(sum(size), 0) from attachment where entry_id = ? and removed_at is not null", p.Entry.ID).Scan(ctx, &removed)
	if err == nil && (added >= maxUploads || removed > maxRemoved*tx.store.entryBytes) {
		err = fault.New(fault.TooMany, "attachment.too_often").With("Count", maxUploads)
	}
	return err
}

// AroundFile is how many bytes a form may have around its file, so that a length that was announced tells of the file.
const AroundFile = 2000

// MayAttach asks whether the actor may change the files of an entry now.
func (s *Store) MayAttach(ctx context.Context, actor judging.Actor, entry string) error {
	err := s.read(ctx, func(tx *transaction) error {
		p, err := tx.entryWhere(ctx, "uid = ?", entry)
		if err != nil {
			return err
		}
		return p.May(actor, judging.EditEntry)
	})
	return wrapped("may attach", err)
}

// attachable asks, before anything is read, whether the file may come at all, and what may.
func (s *Store) attachable(ctx context.Context, actor judging.Actor, entry string, form AttachmentForm) (wanted attachment.Wanted, err error) {
	err = s.read(ctx, func(tx *transaction) error {
		p, err := tx.entryWhere(ctx, "uid = ?", entry)
		if err != nil {
			return err
		}
		if err := p.May(actor, judging.EditEntry); err != nil {
			return err
		}
		field, err := tx.askedFiles(ctx, p, form.Field)
		if err != nil {
			return err
		}
		wanted = attachment.Wanted{Types: field.Types(), Most: field.Longer}
		return field.room(form.Size)
	})
	return wanted, err
}

// askedFiles finds a question for files that the entrant may answer now, with the files that answer it already.
func (tx *transaction) askedFiles(ctx context.Context, p *EntryPlace, uid string) (*AskedFiles, error) {
	e := &EntryAttachments{EntryPlace: *p, Entrant: true, Total: tx.store.entryBytes}
	files, err := tx.attachmentsOf(ctx, p.Entry.ID)
	if err != nil {
		return nil, err
	}
	if err := tx.fileFields(ctx, e, files, false); err != nil {
		return nil, err
	}
	at := slices.IndexFunc(e.Fields, func(f *AskedFiles) bool { return f.UID == uid && f.Asked })
	if at < 0 {
		return nil, wrongFile("attachment.not_asked", nil)
	}
	return e.Fields[at], nil
}

// room says why a file of so many bytes has no room.
func (f *AskedFiles) room(size int64) error {
	switch {
	case f.Left == 0:
		return wrongFile("attachment.many", fault.Args{"Count": f.FormField.Files()})
	case size > int64(f.Limit()):
		return attachment.TooLarge(int64(f.Limit()))
	case size > f.Longer || f.Longer == 0:
		return wrongFile("attachment.total", fault.Args{"Left": locale.Bytes(f.Longer)})
	}
	return nil
}

func wrongFile(key string, args fault.Args) error {
	return fault.InForm(fault.Field{Name: attachment.FormField, Key: key, Args: args})
}

// keep puts a file among those that are kept. Nobody sweeps it away meanwhile.
func (tx *transaction) keep(ctx context.Context, draft *attachment.Draft) error {
	if err := tx.lockName(ctx, "file "+draft.Hash); err != nil {
		return err
	}
	return tx.store.files.Keep(draft)
}

// RemoveAttachment takes a file out of an entry, and gives what it was. One that was handed in before stays on record with what was
// handed in; any other goes for good, a day later.
func (s *Store) RemoveAttachment(ctx context.Context, actor judging.Actor, entry, uid string) (*Attachment, error) {
	removed := &Attachment{}
	err := s.writeEntry(ctx, actor, judging.EditEntry, entry, func(tx *transaction, p *EntryPlace) error {
		field := &FormField{}
		err := tx.NewSelect().Model(removed).Where("uid = ?", uid).Where("entry_id = ?", p.Entry.ID).Where("removed_at is null").Scan(ctx)
		if err == nil {
			err = tx.NewSelect().Model(field).Where("id = ?", removed.FieldID).Scan(ctx)
		}
		if err != nil {
			return absentAs(err)
		}
		if !p.Open(field.Key) {
			return wrongFile("attachment.not_asked", nil)
		}
		if err := tx.removeAttachment(ctx, removed); err != nil {
			return err
		}
		return tx.recordWithNote(ctx, actor, "attachment.remove", "entry", p.Entry.ID, map[string]int64{"attachment": removed.ID}, removed.Name)
	})
	if err != nil {
		return nil, fmt.Errorf("remove attachment: %w", err)
	}
	return removed, nil
}

func (tx *transaction) removeAttachment(ctx context.Context, a *Attachment) error {
	handedIn, err := tx.NewSelect().Model((*Submission)(nil)).Where("entry_id = ?", a.EntryID).Where("submitted_at >= ?", a.CreatedAt).Exists(ctx)
	if err != nil {
		return err
	}
	if handedIn {
		a.RemovedAt = tx.now
		_, err = tx.NewUpdate().Model(a).Column("removed_at").WherePK().Exec(ctx)
		return err
	}
	if _, err := tx.NewDelete().Model(a).WherePK().Exec(ctx); err != nil {
		return err
	}
	return tx.store.files.Touch(a.Hash)
}
