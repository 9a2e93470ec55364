package store_test

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"blazon/attachment"
	"blazon/fault"
	"blazon/judging"
	"blazon/locale"
	"blazon/store"
	"blazon/store/storetest"
)

// pdf is the smallest that is taken for one.
const pdf = "%PDF-1.7\n"

// attaching is a draft whose form asks for files: two open ones and one that jurors do not see.
type attaching struct {
	*checked
	folder       *attachment.Folder
	entry        string
	open, hidden string // uids of the questions
}

// eachAttaching runs fn with a draft on each database, whose files may have so many bytes in all.
func eachAttaching(t *testing.T, total int64, fn func(t *testing.T, a *attaching)) {
	for name, address := range map[string]func(testing.TB) string{"sqlite": storetest.SQLiteAddress, "postgres": storetest.PostgresAddress} {
		t.Run(name, func(t *testing.T) {
			folder := &attachment.Folder{Path: t.TempDir()}
			fn(t, attach(t, storetest.Open(t, address(t), store.Options{Files: folder, EntryBytes: total}), folder))
		})
	}
}

func attach(t *testing.T, s *store.Store, folder *attachment.Folder) *attaching {
	t.Helper()
	a := &attaching{checked: check(t, s, 1), folder: folder}
	a.open = a.ask("Zpráva o webu", store.FieldForm{Most: 2, Longest: 1000})
	a.hidden = a.ask("Plná moc", store.FieldForm{Hidden: true, Longest: 1000})
	a.must(s.Plant(t.Context(), "update form_field set required = false")) // nothing but files matters here
	var err error
	a.entry, err = s.BeginEntry(t.Context(), a.clerk, a.category, a.bodies[:1])
	a.must(err)
	return a
}

// ask adds a question for files to the form.
func (a *attaching) ask(label string, form store.FieldForm) string {
	a.t.Helper()
	form.Kind, form.Label = store.FileField, locale.Text{locale.Czech: label}
	form.Options = []store.FieldOption{{Key: "pdf"}, {Key: "jpg"}}
	uid, err := a.store.AddField(a.t.Context(), a.Organizer, a.category, form, "")
	a.must(err)
	return uid
}

func (a *attaching) add(field, name, content string) (*store.Attachment, error) {
	return a.store.Attach(a.t.Context(), a.clerk, a.entry, store.AttachmentForm{Field: field, Name: name, Content: strings.NewReader(content)})
}

func (a *attaching) added(field, name, content string) *store.Attachment {
	a.t.Helper()
	file, err := a.add(field, name, content)
	a.must(err)
	return file
}

// names lists what an actor sees of the entry's files; nil: not even that there is an entry.
func (a *attaching) names(actor judging.Actor) []string {
	a.t.Helper()
	all, err := a.store.Attachments(a.t.Context(), actor, a.entry)
	if fault.Is(err, fault.NotFound) {
		return nil
	}
	a.must(err)
	names := []string{}
	for _, f := range all.Fields {
		for _, file := range f.Files {
			names = append(names, file.Name)
		}
	}
	return names
}

// why gives the key of what is wrong with a file, or of the whole; "" where nothing is.
func why(err error) string {
	switch f := fault.Of(err); {
	case err == nil:
		return ""
	case f.Kind == fault.Internal:
		return err.Error()
	case len(f.Fields) > 0:
		return f.Fields[0].Key
	default:
		return f.Key
	}
}

func (a *attaching) handedIn() {
	a.t.Helper()
	a.handIn(a.entry, "https://www.priklad.cz")
}

func TestFilesAreAddedWhereTheyAreAskedForAndThereIsRoom(t *testing.T) {
	eachAttaching(t, 1500, func(t *testing.T, a *attaching) {
		long := pdf + strings.Repeat(" ", 791) // 800 bytes
		stranger := storetest.Organizer(t, a.store, a.Nation)
		for _, step := range []struct {
			sentence, field, name, content, want string
			announced                            int64
		}{
			{"a question that there is not", "0000000000000000", "a.pdf", pdf, "attachment.not_asked", 0},
			{"a file that is not what it says", a.open, "a.pdf", "MZ", "attachment.mismatch", 0},
			{"a file that announces too much", a.open, "a.pdf", pdf, "attachment.too_large", 5e9},
			{"a file that is too large", a.open, "a.pdf", long + long, "attachment.too_large", 0},
			{"a file", a.open, "a.pdf", long, "", 0},
			{"more than the entry has room for", a.open, "b.pdf", long, "attachment.too_large", 0},
			{"more than the entry has room for, announced", a.open, "b.pdf", pdf, "attachment.total", 800},
			{"another file", a.open, "b.pdf", pdf, "", 0},
			{"one too many", a.open, "c.pdf", pdf, "attachment.many", 0},
			{"one for another question", a.hidden, "c.pdf", pdf, "", 0},
		} {
			_, err := a.store.Attach(t.Context(), a.clerk, a.entry, store.AttachmentForm{Field: step.field, Name: step.name,
				Content: strings.NewReader(step.content), Size: step.announced})
			if got := why(err); got != step.want {
				t.Errorf("%s: got %q, want %q", step.sentence, got, step.want)
			}
		}
		for who, actor := range map[string]judging.Actor{"an organizer": stranger, "nobody": {}} {
			_, err := a.store.Attach(t.Context(), actor, a.entry, store.AttachmentForm{Field: a.open, Name: "x.pdf", Content: strings.NewReader(pdf)})
			if !fault.Is(err, fault.NotFound) {
				t.Errorf("%s adds a file: %v", who, err)
			}
		}
		if got := a.names(a.clerk); !slices.Equal(got, []string{"a.pdf", "b.pdf", "c.pdf"}) {
			t.Errorf("the entry has %v", got)
		}
	})
}

func TestWhatWasHandedInStays(t *testing.T) {
	eachAttaching(t, 0, func(t *testing.T, a *attaching) {
		kept, dropped := a.added(a.open, "kept.pdf", pdf+"1"), a.added(a.open, "dropped.pdf", pdf+"2")
		_, err := a.store.RemoveAttachment(t.Context(), a.clerk, a.entry, dropped.UID)
		a.must(err)
		a.handedIn()
		if _, err := a.add(a.open, "late.pdf", pdf); !fault.Is(err, fault.Closed) {
			t.Errorf("adding after the submission: %v, want Closed", err)
		}
		if _, err := a.store.RemoveAttachment(t.Context(), a.clerk, a.entry, kept.UID); !fault.Is(err, fault.Closed) {
			t.Errorf("removing after the submission: %v, want Closed", err)
		}
		a.must(a.store.TakeBackEntry(t.Context(), a.clerk, a.entry))
		_, err = a.store.RemoveAttachment(t.Context(), a.clerk, a.entry, kept.UID)
		a.must(err)
		a.added(a.open, "new.pdf", pdf+"3")
		if got := a.names(a.clerk); !slices.Equal(got, []string{"new.pdf"}) {
			t.Errorf("the entrant sees %v", got)
		}
		if got := a.names(a.Organizer); !slices.Equal(got, []string{"kept.pdf"}) {
			t.Errorf("the organizer sees %v, not what was handed in", got)
		}
		if _, _, err := a.store.OpenAttachment(t.Context(), a.clerk, a.entry, dropped.UID); !fault.Is(err, fault.NotFound) {
			t.Errorf("what was removed before: %v", err)
		}
		a.must(a.store.RestoreEntry(t.Context(), a.clerk, a.entry))
		if got := a.names(a.clerk); !slices.Equal(got, []string{"kept.pdf"}) {
			t.Errorf("after restoring, the entrant sees %v", got)
		}
		if found := findings(t, a.store); len(found) > 0 {
			t.Errorf("findings: %v", found)
		}
	})
}

func TestFilesAreSeenByThoseWhoBringJudgeAndOrganize(t *testing.T) {
	eachAttaching(t, 0, func(t *testing.T, a *attaching) {
		a.added(a.open, "report.pdf", pdf+"1")
		a.added(a.hidden, "mandate.pdf", pdf+"2")
		if got := a.names(a.Organizer); len(got) > 0 {
			t.Errorf("the organizer sees %v of a draft", got)
		}
		a.handedIn()
		a.must(a.decide(a.entry, store.CheckForm{Outcome: store.CheckAdmitted}))
		judge, recused := storetest.Juror(t, a.store, a.Organizer, a.UID, 1), storetest.Juror(t, a.store, a.Organizer, a.UID, 2)
		_, err := a.store.Assign(t.Context(), a.Organizer, a.Contest, store.AssignForm{})
		a.must(err)
		list, err := a.store.ContestList(t.Context(), a.Organizer, a.Contest, store.Listing{Page: 1})
		a.must(err)
		a.must(a.store.Recuse(t.Context(), a.Organizer, store.RecusalForm{Juror: recused.Juror.UID, Candidate: list.Candidates[0].UID,
			Why: judging.Recused, Reason: "Porotce je občanem obce."}))
		free := storetest.Juror(t, a.store, a.Organizer, a.UID, 3)
		other := storetest.Organizer(t, a.store, storetest.Chapter(t, a.store, a.Organizer, a.Nation.UID, "CZ051"))
		for _, c := range []struct {
			who   string
			actor judging.Actor
			want  []string
		}{
			{"the entrant", a.clerk, []string{"report.pdf", "mandate.pdf"}},
			{"the organizer", a.Organizer, []string{"report.pdf", "mandate.pdf"}},
			{"a juror who judges it", judge.Actor, []string{"report.pdf"}},
			{"a recused juror", recused.Actor, nil},
			{"a juror who does not judge it", free.Actor, nil},
			{"another region's organizer", other, nil},
			{"the public", judging.Actor{}, nil},
		} {
			if got := a.names(c.actor); !slices.Equal(got, c.want) {
				t.Errorf("%s sees %v, want %v", c.who, got, c.want)
			}
		}
		all, err := a.store.Attachments(t.Context(), judge.Actor, a.entry)
		a.must(err)
		_, file, err := a.store.OpenAttachment(t.Context(), judge.Actor, a.entry, all.Fields[0].Files[0].UID)
		a.must(err)
		defer file.Close()
		if content, err := io.ReadAll(file); err != nil || string(content) != pdf+"1" {
			t.Errorf("the juror reads %q, %v", content, err)
		}
	})
}

func TestFilesSentAtTheSameTimeDoNotExceedTheRoom(t *testing.T) {
	eachAttaching(t, 0, func(t *testing.T, a *attaching) {
		var under sync.WaitGroup
		results := make([]string, 6)
		for i := range results {
			under.Go(func() {
				_, err := a.add(a.open, "a.pdf", pdf+strings.Repeat("x", i))
				results[i] = why(err)
			})
		}
		under.Wait()
		slices.Sort(results)
		if want := []string{"", "", "attachment.many", "attachment.many", "attachment.many", "attachment.many"}; !slices.Equal(results, want) {
			t.Errorf("got %q", results)
		}
	})
}

// where gives the place of a file on the disk.
func (a *attaching) where(hash string) string {
	return filepath.Join(a.folder.Path, hash[:2], hash[2:4], hash)
}

func TestOnlyWhatNothingNamesIsSweptAway(t *testing.T) {
	eachAttaching(t, 0, func(t *testing.T, a *attaching) {
		kept, removed, twice := a.added(a.open, "a.pdf", pdf+"1"), a.added(a.open, "b.pdf", pdf+"2"), a.added(a.hidden, "c.pdf", pdf+"1")
		_, err := a.store.RemoveAttachment(t.Context(), a.clerk, a.entry, removed.UID)
		a.must(err)
		_, err = a.store.RemoveAttachment(t.Context(), a.clerk, a.entry, twice.UID) // its content is still named by the first
		a.must(err)
		sweep := func(want int) {
			t.Helper()
			if swept, err := a.store.SweepFiles(t.Context()); err != nil || swept != want {
				t.Errorf("swept %d files, %v; want %d", swept, err, want)
			}
		}
		sweep(0) // none is old
		long := time.Now().Add(-25 * time.Hour)
		for _, hash := range []string{kept.Hash, removed.Hash} {
			a.must(os.Chtimes(a.where(hash), long, long))
		}
		sweep(1)
		if _, err := os.Stat(a.where(removed.Hash)); !errors.Is(err, os.ErrNotExist) {
			t.Error("what was removed is still there")
		}
		if found := findings(t, a.store); len(found) > 0 {
			t.Errorf("findings: %v", found)
		}
	})
}

func TestLostAndChangedFilesAreFound(t *testing.T) {
	eachAttaching(t, 0, func(t *testing.T, a *attaching) {
		lost, changed := a.added(a.open, "a.pdf", pdf+"1"), a.added(a.open, "b.pdf", pdf+"2")
		a.handedIn()
		a.must(os.Remove(a.where(lost.Hash)))
		a.must(os.WriteFile(a.where(changed.Hash), []byte(pdf+"3"), 0o600))
		sentence := ": its file is there, with the content that it had"
		want := []string{"attachment " + lost.UID + sentence, "attachment " + changed.UID + sentence}
		slices.Sort(want)
		if got := findings(t, a.store); !slices.Equal(slices.Sorted(slices.Values(got)), want) {
			t.Errorf("found %v, want %v", got, want)
		}
		a.must(a.store.Plant(context.Background(), "delete from attachment where uid = ?", changed.UID))
		a.must(a.store.Plant(context.Background(), "update partner set logo = 'ab'"))
		got := strings.Join(findings(t, a.store), "\n")
		if !strings.Contains(got, "submission") || !strings.Contains(got, "every file that was handed in is on record") {
			t.Errorf("a file that was handed in is gone from the record, and was not missed: %s", got)
		}
	})
}
