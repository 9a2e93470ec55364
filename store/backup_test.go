package store_test

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"blazon/attachment"
	"blazon/judging"
	"blazon/locale"
	"blazon/store"
	"blazon/store/storetest"
)

func ignore(int, int) {}

// backup makes a backup in memory.
func backup(t testing.TB, s *store.Store) ([]byte, *store.Manifest) {
	t.Helper()
	var out bytes.Buffer
	manifest, err := s.Backup(context.Background(), &out, "test", ignore)
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes(), manifest
}

// vacancies give empty databases of each kind, with the schema of this program.
var vacancies = map[string]func(testing.TB) string{"sqlite": storetest.SQLiteAddress, "postgres": storetest.PostgresAddress}

// vacant opens an empty database with a folder of its own.
func vacant(t *testing.T, kind string) *store.Store {
	t.Helper()
	return storetest.Open(t, vacancies[kind](t), store.Options{Mail: true})
}

// rows gives what a backup holds, table by table, but for what restoring adds.
func rows(m *store.Manifest) []store.ManifestTable {
	return slices.DeleteFunc(slices.Clone(m.Tables), func(t store.ManifestTable) bool { return t.Name == "attribute" })
}

var kinds = []string{"sqlite", "postgres"}

// entered fills a database with an entry whose files were handed in.
func entered(t *testing.T, address string) *store.Store {
	t.Helper()
	folder := &attachment.Folder{Path: t.TempDir()}
	s := storetest.Open(t, address, store.Options{Files: folder})
	a := attach(t, s, folder)
	a.added(a.open, "Zpráva „\u00a0<&>\\ ' 🏰.pdf", pdf+"1")
	removed := a.added(a.hidden, "b.pdf", pdf+"2")
	_, err := s.RemoveAttachment(t.Context(), a.clerk, a.entry, removed.UID)
	a.must(err)
	a.handedIn()
	a.must(a.decide(a.entry, store.CheckForm{Outcome: store.CheckAdmitted}))
	return s
}

func TestABackupOfEitherDatabaseComesBackIntoEither(t *testing.T) {
	for _, from := range kinds {
		for content, s := range map[string]*store.Store{
			"an entry with files": entered(t, vacancies[from](t)),
			"a decided round":     storetest.Open(t, vacancies[from](t), store.Options{}),
		} {
			if content == "a decided round" {
				announced(t, s)
			}
			file, made := backup(t, s)
			for _, to := range kinds {
				if to == from && content == "a decided round" {
					continue // shows no more than the entry does
				}
				t.Run(from+" into "+to+": "+content, func(t *testing.T) {
					back := vacant(t, to)
					if _, err := back.Restore(t.Context(), bytes.NewReader(file), ignore); err != nil {
						t.Fatal(err)
					}
					_, again := backup(t, back)
					for i, table := range rows(again) {
						if want := rows(made)[i]; table.Name != want.Name || table.Hash != want.Hash || table.Rows != want.Rows || table.NextID != want.NextID {
							t.Errorf("came back as %+v, was %+v", table, want)
						}
					}
					if len(again.Tables) != len(made.Tables) || !slices.Equal(again.Files, made.Files) {
						t.Errorf("%d tables, %d files came back; there were %d and %d", len(again.Tables), len(again.Files), len(made.Tables), len(made.Files))
					}
					if found := findings(t, back); len(found) > 0 {
						t.Errorf("findings: %v", found)
					}
					storetest.Chapter(t, back, nation(t, back), chapterUID(t, back), "CZ063") // ids go on where they ended
				})
			}
		}
	}
}

// nation is the organizer of the first chapter of all.
func nation(t *testing.T, s *store.Store) judging.Actor {
	t.Helper()
	var user int64
	if err := s.Look(t.Context(), &user, "select min(user_id) from membership where role = 'organizer'"); err != nil {
		t.Fatal(err)
	}
	return storetest.Actor(t, s, user)
}

func chapterUID(t *testing.T, s *store.Store) (uid string) {
	t.Helper()
	if err := s.Look(t.Context(), &uid, "select uid from chapter where parent_id is null"); err != nil {
		t.Fatal(err)
	}
	return uid
}

func TestABackupWhileJurorsSaveIsOfOneMoment(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := storetest.Round(t, s, 4, 2)
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan error, len(r.Jurors))
		saved := make(chan bool, 1)
		for _, seat := range r.Jurors {
			go func() { ended <- saveOn(ctx, s, r.UID, seat.Actor, saved) }()
		}
		for range 3 {
			<-saved
			file, _ := backup(t, s)
			back := vacant(t, "sqlite")
			if _, err := back.Restore(t.Context(), bytes.NewReader(file), ignore); err != nil {
				t.Fatal(err)
			}
			var torn int
			if err := back.Look(t.Context(), &torn, `select count(*) from sheet h where h.revision <>
				(select count(*) from event e where e.act = 'sheet.save' and e.object_id = h.assignment_id)`); err != nil {
				t.Fatal(err)
			}
			if found := findings(t, back); torn > 0 || len(found) > 0 {
				t.Errorf("%d sheets are of another moment than their record; %v", torn, found)
			}
		}
		stop()
		for range r.Jurors {
			if err := <-ended; err != nil {
				t.Error(err)
			}
		}
	})
}

// saveOn saves a juror's sheets, one after the other, until the context ends.
func saveOn(ctx context.Context, s *store.Store, round string, juror judging.Actor, saved chan<- bool) error {
	desk, err := s.DeskRound(context.Background(), juror, round, locale.Czech)
	if err != nil {
		return err
	}
	sheets := desk.Contests[0].Sheets
	revisions := make([]int64, len(sheets))
	for n := 0; ctx.Err() == nil; n++ {
		i := n % len(sheets)
		sheet, err := s.SaveSheet(context.Background(), juror, store.SheetForm{Round: round, Assignment: sheets[i].Assignment,
			Revision: revisions[i], Values: values(int64(n))})
		if err != nil {
			return err
		}
		revisions[i] = sheet.Revision
		select {
		case saved <- true:
		default:
		}
	}
	return nil
}

// rewrite copies a backup with another content of one of its files; one that is nil is left out.
func rewrite(t *testing.T, file []byte, name string, change func([]byte) []byte) []byte {
	t.Helper()
	zipped, err := gzip.NewReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	to := tar.NewWriter(z)
	for from := tar.NewReader(zipped); ; {
		head, err := from.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		content, err := io.ReadAll(from)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(head.Name, name) {
			if content = change(content); content == nil {
				continue
			}
		}
		head.Size = int64(len(content))
		if err := errors.Join(to.WriteHeader(head), write(to, content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(to.Close(), z.Close()); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func write(to io.Writer, content []byte) error {
	_, err := to.Write(content)
	return err
}

func TestWhatIsNoWholeBackupIsRefusedBeforeAnythingIsWritten(t *testing.T) {
	s := entered(t, storetest.SQLiteAddress(t))
	file, manifest := backup(t, s)
	replace := func(old, by string) func([]byte) []byte {
		return func(content []byte) []byte {
			if !bytes.Contains(content, []byte(old)) {
				t.Errorf("there is no %q to be replaced", old)
			}
			return bytes.Replace(content, []byte(old), []byte(by), 1)
		}
	}
	leave := func([]byte) []byte { return nil }
	for sentence, c := range map[string]struct {
		file []byte
		want string
	}{
		"no backup at all":         {[]byte("PK\x03\x04 something else"), "this is no backup"},
		"half a backup":            {file[:len(file)/2], "cannot be read"},
		"all but the last byte":    {file[:len(file)-1], "cannot be read"},
		"a changed row":            {rewrite(t, file, "tables/user/", replace("Podatelna", "Nepodatelna")), "the table user has other rows"},
		"a table without its rows": {rewrite(t, file, "tables/entry/", leave), "the table entry has other rows"},
		"a changed file":           {rewrite(t, file, "files/", replace("%PDF", "%pdf")), "has another content"},
		"no manifest":              {rewrite(t, file, "manifest.json", leave), "no manifest"},
		"another format":           {rewrite(t, file, "manifest.json", replace(`"format": 1`, `"format": 2`)), "format 2"},
		"a newer program's":        {rewrite(t, file, "manifest.json", replace(`"schema": `, `"schema": 9`)), "newer program"},
		"a missing file":           {rewrite(t, file, "files/"+manifest.Files[0].Hash, leave), "lacks the file"},
	} {
		t.Run(sentence, func(t *testing.T) {
			back := vacant(t, "sqlite")
			_, err := back.Restore(t.Context(), bytes.NewReader(c.file), ignore)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Fatalf("got %v, want %q", err, c.want)
			}
			if err := back.Migrate(t.Context(), func(string) {}); err != nil {
				t.Fatal(err)
			}
			if unused, err := back.Unused(t.Context()); err != nil || !unused {
				t.Errorf("something was written: %v", err)
			}
		})
	}
	t.Run("into a database that holds something", func(t *testing.T) {
		_, err := s.Restore(t.Context(), bytes.NewReader(file), ignore)
		if err == nil || !strings.Contains(err.Error(), "not empty") {
			t.Errorf("got %v", err)
		}
	})
}

func TestNoLetterLeavesAfterARestorationUntilSomebodySaysSo(t *testing.T) {
	for _, kind := range kinds {
		t.Run(kind, func(t *testing.T) {
			s := vacant(t, kind)
			r := storetest.Round(t, s, 0, 1)
			if err := s.MailJuror(t.Context(), r.Organizer, r.Jurors[0].Juror.UID); err != nil {
				t.Fatal(err)
			}
			file, _ := backup(t, s)
			back := vacant(t, kind)
			if _, err := back.Restore(t.Context(), bytes.NewReader(file), ignore); err != nil {
				t.Fatal(err)
			}
			claim := func() *store.Job {
				job, err := back.ClaimJob(t.Context(), time.Minute, store.Letters()...)
				if err != nil {
					t.Fatal(err)
				}
				return job
			}
			if job := claim(); job != nil || back.Mails() {
				t.Errorf("a letter leaves: %v, %t", job, back.Mails())
			}
			since, err := back.MailOff(t.Context())
			waiting, waitErr := back.Waiting(t.Context())
			if err != nil || waitErr != nil || since.IsZero() || waiting != 1 {
				t.Errorf("off since %v, %d letters wait; %v %v", since, waiting, err, waitErr)
			}
			if givenUp, err := back.TurnMailOn(t.Context(), false); err != nil || givenUp != 1 {
				t.Errorf("%d letters were given up, %v", givenUp, err)
			}
			if job := claim(); job != nil || !back.Mails() {
				t.Errorf("an old letter leaves: %v; letters are sent: %t", job, back.Mails())
			}
			if err := back.TurnMailOff(t.Context()); err != nil {
				t.Fatal(err)
			}
			if job, err := s.ClaimJob(t.Context(), time.Minute, store.Letters()...); err != nil || job == nil {
				t.Errorf("the letter of the database that goes on: %v, %v", job, err)
			}
		})
	}
}
