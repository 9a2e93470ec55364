package store

import (
	"context"
	"fmt"
	"os"
	"slices"
	"time"

	"blazon/attachment"
	"blazon/fault"
	"blazon/judging"
	"blazon/locale"

	"github.com/uptrace/bun"
)

// Attachment is a file that belongs to an entry. Its content lies in the folder of attachments.
type Attachment struct {
	bun.BaseModel `bun:"table:attachment"`

	ID        int64 `bun:",pk,autoincrement"`
	UID       string
	EntryID   int64
	FieldID   int64  // that asked for it
	Name      string // as it is saved by whoever gets it
	Type      string // the ending that tells what it is: "pdf"
	Size      int64  // bytes
	Hash      string // SHA-256 of the content, in hex
	UserID    int64  `bun:",nullzero"`
	CreatedAt time.Time
	RemovedAt time.Time `bun:",nullzero"` // of one that was handed in before, and so stays
}

// Media gives the media type by which browsers know the file.
func (a *Attachment) Media() string { return attachment.Media(a.Type) }

// TypeName names the type of the file as people read it: "PDF".
func (a *Attachment) TypeName() string { return attachment.Names([]string{a.Type}) }

// Shown tells whether a browser may show the file in its window; any other is saved.
func (a *Attachment) Shown() bool { return attachment.Shown(a.Type) }

// EntryAttachments are the files of an entry as somebody may see them: its entrant all that there are now, anybody else those
// that were handed in last, and jurors none that the form hides from them.
type EntryAttachments struct {
	EntryPlace
	Fields  []*AskedFiles
	Entrant bool         // who looks acts for the entry
	Closed  *fault.Fault // why the entrant cannot change the files now; nil: he can
	Used    int64        // bytes of all files
	Total   int64        // bytes that there is room for
}

// AskedFiles is a question that files answer.
type AskedFiles struct {
	*FormField
	Files  []*Attachment
	Asked  bool  // files may be added and removed now
	Left   int   // how many more there is room for
	Longer int64 // bytes of the next file at most

	Entry   string       // uid
	Zone    string       // of the edition
	Alone   bool         // on a page of its own, where sending the form loses nothing else
	Refused *fault.Field // why the file that was just sent is not among them; nil: none was refused
}

// Input is the name by which the form's file is known on the page: there is one for each question.
func (f *AskedFiles) Input() string { return "file-" + f.UID }

// TypeNames names the types of files that the question takes, as people read them.
func (f *AskedFiles) TypeNames() string { return attachment.Names(f.Types()) }

// Endings lists the endings of names that the question takes, as browsers want them.
func (f *AskedFiles) Endings() string { return attachment.Endings(f.Types()) }

// Most is the size of the next file at most, as messages name it.
func (f *AskedFiles) Most() locale.Bytes { return locale.Bytes(f.Longer) }

// Any tells whether there is a file at all.
func (e *EntryAttachments) Any() bool {
	return slices.ContainsFunc(e.Fields, func(f *AskedFiles) bool { return len(f.Files) > 0 })
}

// Attachments reads the files of an entry. One whose files the actor may not see is NotFound.
func (s *Store) Attachments(ctx context.Context, actor judging.Actor, entry string) (*EntryAttachments, error) {
	var all *EntryAttachments
	err := s.read(ctx, func(tx *transaction) (err error) {
		all, err = tx.attachmentsFor(ctx, actor, entry)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("attachments: %w", err)
	}
	return all, nil
}

// OpenAttachment opens a file of an entry; whoever has it closes it. What the actor may not see is NotFound.
func (s *Store) OpenAttachment(ctx context.Context, actor judging.Actor, entry, uid string) (*Attachment, *os.File, error) {
	all, err := s.Attachments(ctx, actor, entry)
	if err != nil {
		return nil, nil, err
	}
	for _, f := range all.Fields {
		for _, a := range f.Files {
			if a.UID == uid {
				file, err := s.files.Open(a.Hash)
				return a, file, wrapped("open attachment", err)
			}
		}
	}
	return nil, nil, fault.New(fault.NotFound, "fault.not_found")
}

func (tx *transaction) attachmentsFor(ctx context.Context, actor judging.Actor, entry string) (*EntryAttachments, error) {
	p, err := tx.entryWhere(ctx, "uid = ?", entry)
	if err != nil {
		return nil, err
	}
	facts, err := tx.attachmentFacts(ctx, p)
	if err != nil {
		return nil, err
	}
	if err := judging.May(actor, judging.ViewAttachment, facts); err != nil {
		return nil, err
	}
	e := &EntryAttachments{EntryPlace: *p, Entrant: actor.Represents(facts.Bodies...), Total: tx.store.entryBytes}
	if err := p.May(actor, judging.EditEntry); err != nil {
		e.Closed = fault.Of(err)
	}
	files, err := tx.attachmentsSeen(ctx, e)
	if err != nil {
		return nil, err
	}
	organizes := slices.ContainsFunc(facts.Chapters, actor.Organizes)
	return e, tx.fileFields(ctx, e, files, !e.Entrant && !organizes)
}

// attachmentsSeen gives the entrant the files that there are now, and anybody else those that were handed in last.
func (tx *transaction) attachmentsSeen(ctx context.Context, e *EntryAttachments) ([]*Attachment, error) {
	if e.Entrant {
		return tx.attachmentsOf(ctx, e.Entry.ID)
	}
	last, err := tx.lastSubmission(ctx, e.Entry.ID)
	if err == nil && last == nil && e.Entry.State == EntryDraft {
		err = fault.New(fault.NotFound, "fault.not_found") // of a draft nobody else knows
	}
	if err != nil || last == nil {
		return nil, err
	}
	content, err := last.Read()
	if err != nil {
		return nil, err
	}
	uids := []string{""}
	for _, f := range content.Files {
		uids = append(uids, f.UID)
	}
	var files []*Attachment
	err = tx.NewSelect().Model(&files).Where("entry_id = ?", e.Entry.ID).Where("uid in (?)", bun.List(uids)).Order("id").Scan(ctx)
	return files, err
}

// attachmentsOf reads the files that an entry has now, the oldest first.
func (tx *transaction) attachmentsOf(ctx context.Context, entry int64) ([]*Attachment, error) {
	var files []*Attachment
	err := tx.NewSelect().Model(&files).Where("entry_id = ?", entry).Where("removed_at is null").Order("id").Scan(ctx)
	return files, err
}

// fileFields puts the files under the questions that asked for them.
func (tx *transaction) fileFields(ctx context.Context, e *EntryAttachments, files []*Attachment, juror bool) error {
	fields, err := tx.fieldsWithFiles(ctx, e.Category.ID, files)
	if err != nil {
		return err
	}
	for _, a := range files {
		e.Used += a.Size
	}
	for _, field := range fields {
		f := &AskedFiles{FormField: field, Entry: e.Entry.UID, Zone: e.Edition.TimeZone}
		for _, a := range files {
			if a.FieldID == field.ID {
				f.Files = append(f.Files, a)
			}
		}
		if field.Kind != FileField || juror && field.Hidden || field.Ended() && len(f.Files) == 0 {
			continue
		}
		f.Asked = e.Entrant && e.Closed == nil && !field.Ended() && e.Open(field.Key) && field.CategoryID == e.Category.ID
		f.Left = max(field.Files()-len(f.Files), 0)
		f.Longer = min(int64(field.Limit()), max(e.Total-e.Used, 0))
		e.Fields = append(e.Fields, f)
	}
	return nil
}

// fieldsWithFiles reads the questions of a category, and those of others that files answer: an entry may have been moved.
func (tx *transaction) fieldsWithFiles(ctx context.Context, category int64, files []*Attachment) ([]*FormField, error) {
	fields, err := tx.allFieldsOf(ctx, category)
	if err != nil {
		return nil, err
	}
	var others []int64
	for _, a := range files {
		if !slices.ContainsFunc(fields, func(f *FormField) bool { return f.ID == a.FieldID }) {
			others = append(others, a.FieldID)
		}
	}
	if len(others) == 0 {
		return fields, nil
	}
	var moved []*FormField
	err = tx.NewSelect().Model(&moved).Where("id in (?)", bun.List(others)).Order("position", "id").Scan(ctx)
	return append(fields, moved...), err
}

// attachmentFacts gives what May needs to know of an entry's files: whose it is, in whose rounds it is, and who judges it.
func (tx *transaction) attachmentFacts(ctx context.Context, p *EntryPlace) (judging.Facts, error) {
	facts := p.Facts()
	err := tx.NewRaw(`select distinct c.path from chapter c join round r on r.chapter_id = c.id join contest t on t.round_id = r.id
		where t.id = ?1 or t.id in (select n.contest_id from candidate n where n.entry_id = ?0)`,
		p.Entry.ID, p.Entry.ContestID).Scan(ctx, &facts.Chapters)
	if err != nil {
		return facts, err
	}
	err = tx.NewRaw(`select distinct a.juror_id from assignment a join candidate n on n.id = a.candidate_id join juror j on j.id = a.juror_id
		join round r on r.id = j.round_id
		where n.entry_id = ? and not `+unready+` and a.removed_at is null and n.withdrawn_at is null and j.left_at is null and ?
		and `+kept("a.juror_id", "n.id"), p.Entry.ID, isShown("n", tx.now)).Scan(ctx, &facts.Jurors)
	return facts, err
}
